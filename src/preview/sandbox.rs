//! The lock the drawing process puts on itself before it reads a byte (T64, T66).
//!
//! Three layers, each enough for most of what could go wrong: Landlock takes away every file and every port (where the
//! kernel has it), resource limits bound memory and time, and a list of system calls leaves nothing but memory, reading
//! standard input and writing standard output. The last layer must hold, or nothing is read.

use std::collections::BTreeMap;

use landlock::{
    ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr as _, RulesetError,
    RulesetStatus, Scope,
};
use rustix::process::{DumpableBehavior, Resource, Rlimit, Signal};
pub use seccompiler::SeccompAction;
use seccompiler::{
    BpfProgram, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};

/// Memory the process may address: 512 MiB (T66).
pub const MEMORY_BYTES: u64 = 512 * 1024 * 1024;
/// Processor time the process may use, in seconds (T66).
pub const CPU_SECONDS: u64 = 10;

/// The lock could not be put on; nothing may be read.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// A resource limit or process flag was refused.
    #[error("a process limit could not be set: {0}")]
    Limit(#[from] rustix::io::Errno),
    /// Landlock exists but refused the rules.
    #[error("files could not be closed off: {0}")]
    Files(#[from] RulesetError),
    /// The list of system calls could not be built or installed.
    #[error("system calls could not be closed off: {0}")]
    Calls(#[from] seccompiler::Error),
    /// A rule of the list is wrong for this machine.
    #[error("system calls could not be closed off: {0}")]
    Rule(#[from] seccompiler::BackendError),
}

/// Locks this process in for good. Call it first, from its only thread.
///
/// # Errors
/// `SandboxError` when a layer that must hold does not.
pub fn enter() -> Result<(), SandboxError> {
    close_files_and_ports()?;
    set_limits()?;
    close_system_calls(SeccompAction::KillProcess)
}

/// Takes every file and every TCP port from this thread and those it starts. True if the kernel enforces it; one without
/// Landlock leaves it to the list of system calls.
///
/// # Errors
/// `SandboxError::Files` when Landlock refuses the rules.
pub fn close_files_and_ports() -> Result<bool, SandboxError> {
    let status = Ruleset::default()
        .handle_access(AccessFs::from_all(ABI::V6))?
        .handle_access(AccessNet::from_all(ABI::V6))?
        .scope(Scope::from_all(ABI::V6))?
        .create()?
        .no_new_privs(true)
        .restrict_self()?;
    Ok(status.ruleset != RulesetStatus::NotEnforced)
}

/// Bounds memory and time, forbids new files and processes, leaves no memory image behind and ends with the parent.
fn set_limits() -> Result<(), SandboxError> {
    let limits = [
        (Resource::As, MEMORY_BYTES),
        (Resource::Cpu, CPU_SECONDS),
        (Resource::Nofile, 0),
        (Resource::Nproc, 0),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        rustix::process::setrlimit(
            resource,
            Rlimit {
                current: Some(most),
                maximum: Some(most),
            },
        )?;
    }
    rustix::process::set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
    Ok(())
}

/// Leaves this thread, and those it starts, only the system calls of `allowed_calls`; any other meets `otherwise`.
///
/// # Errors
/// `SandboxError::Calls` or `::Rule` when the list cannot be built or installed.
pub fn close_system_calls(otherwise: SeccompAction) -> Result<(), SandboxError> {
    let machine = std::env::consts::ARCH.try_into()?;
    let filter = SeccompFilter::new(allowed_calls()?, otherwise, SeccompAction::Allow, machine)?;
    let program: BpfProgram = filter.try_into()?;
    seccompiler::apply_filter(&program)?;
    Ok(())
}

/// The system calls that remain: memory that cannot be made executable, standard input, output and error, and the end.
/// Signals to others are not among them, so an abort ends by this list as well.
fn allowed_calls() -> Result<BTreeMap<i64, Vec<SeccompRule>>, SandboxError> {
    let plain = [
        libc::SYS_brk,
        libc::SYS_clock_gettime,
        libc::SYS_close,
        libc::SYS_exit,
        libc::SYS_exit_group,
        libc::SYS_futex,
        libc::SYS_getrandom,
        libc::SYS_madvise,
        libc::SYS_mremap,
        libc::SYS_munmap,
        libc::SYS_restart_syscall,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sched_yield,
        libc::SYS_sigaltstack,
    ];
    let mut calls: BTreeMap<i64, Vec<SeccompRule>> =
        plain.into_iter().map(|call| (call, Vec::new())).collect();
    let executable = u64::from(libc::PROT_EXEC.unsigned_abs());
    let not_executable = || rule(2, SeccompCmpOp::MaskedEq(executable), 0);
    calls.insert(libc::SYS_mmap, vec![not_executable()?]);
    calls.insert(libc::SYS_mprotect, vec![not_executable()?]);
    calls.insert(libc::SYS_read, vec![rule(0, SeccompCmpOp::Eq, 0)?]);
    calls.insert(
        libc::SYS_write,
        vec![rule(0, SeccompCmpOp::Eq, 1)?, rule(0, SeccompCmpOp::Eq, 2)?],
    );
    Ok(calls)
}

/// A rule on one argument of a call.
fn rule(argument: u8, compare: SeccompCmpOp, value: u64) -> Result<SeccompRule, SandboxError> {
    let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, compare, value)?;
    Ok(SeccompRule::new(vec![condition])?)
}

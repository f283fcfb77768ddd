//! Random tests print the seed they ran with and accept it back in `ROI_TEST_SEED`.

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// The seed of this run: `ROI_TEST_SEED` if set, else a new one; printed either way.
pub fn seed() -> u64 {
    let seed = match std::env::var("ROI_TEST_SEED") {
        Ok(text) => text.parse().expect("ROI_TEST_SEED is a whole number"),
        Err(_) => getrandom::u64().expect("the system gives random bytes"),
    };
    println!("seed: ROI_TEST_SEED={seed}");
    seed
}

/// Random numbers from a seed.
pub fn rng(seed: u64) -> TestRng {
    let mut bytes = [0_u8; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    TestRng::from_seed(RngAlgorithm::ChaCha, &bytes)
}

/// A property-test runner of `cases` cases from a seed.
pub fn runner(cases: u32, seed: u64) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, rng(seed))
}

/// How many cases a test that can go on for long makes: what its variable asks for, else `usual`.
pub fn asked(variable: &str, usual: usize) -> usize {
    match std::env::var(variable) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{variable} is a whole number")),
        Err(_) => usual,
    }
}

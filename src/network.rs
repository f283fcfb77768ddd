//! Whose word about a caller's address counts. A proxy tells for whom it calls in `X-Forwarded-For`; anybody can write such
//! a line, so it is believed only of proxies the settings name, from the nearest one outwards (T29, T63).

use std::fmt;
use std::net::{IpAddr, SocketAddr};

/// An address, or all addresses that begin with the same bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Reads `10.1.2.3`, `10.1.0.0/16`, `::1`, `fd00::/8`.
    ///
    /// # Errors
    /// The sentence says how to write it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let unclear =
            || format!("\"{text}\" is no address or network. Write 10.1.2.3 or 10.1.0.0/16.");
        let (address, bits) = match text.trim().split_once('/') {
            None => (text.trim(), None),
            Some((address, bits)) => (address, Some(bits.parse().map_err(|_| unclear())?)),
        };
        let address: IpAddr = address.parse().map_err(|_| unclear())?;
        let whole = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(whole);
        if bits > whole {
            return Err(unclear());
        }
        Ok(Self { address, bits })
    }

    /// Whether an address belongs to it. An IPv4 address written as IPv6 is the same address.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address.to_canonical(), address.to_canonical()) {
            (IpAddr::V4(ours), IpAddr::V4(other)) => {
                let shift = 32 - u32::from(self.bits.min(32));
                u32::from(ours).checked_shr(shift) == u32::from(other).checked_shr(shift)
            }
            (IpAddr::V6(ours), IpAddr::V6(other)) => {
                let shift = 128 - u32::from(self.bits);
                u128::from(ours).checked_shr(shift) == u128::from(other).checked_shr(shift)
            }
            _ => false,
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
    }
}

/// Whether an address belongs to one of these.
pub fn is_among(networks: &[Network], address: IpAddr) -> bool {
    networks.iter().any(|network| network.contains(address))
}

/// The caller: the other end of the connection, or, as long as that is a trusted proxy, whom it says it calls for.
/// `forwarded` holds the addresses of `X-Forwarded-For` in the order written, the nearest last. A word that is no address
/// ends the walk at the proxy that passed it on.
pub fn caller<'a>(
    peer: IpAddr,
    forwarded: impl DoubleEndedIterator<Item = &'a str>,
    trusted: &[Network],
) -> IpAddr {
    let mut caller = peer.to_canonical();
    for told in forwarded.rev() {
        if !is_among(trusted, caller) {
            break;
        }
        match read_address(told.trim()) {
            Some(address) => caller = address.to_canonical(),
            None => break,
        }
    }
    caller
}

/// An address as proxies write it: bare, in brackets, or with a port.
fn read_address(text: &str) -> Option<IpAddr> {
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let read: Result<IpAddr, _> = bare.unwrap_or(text).parse();
    match read {
        Ok(address) => Some(address),
        Err(_) => text.parse::<SocketAddr>().ok().map(|socket| socket.ip()),
    }
}

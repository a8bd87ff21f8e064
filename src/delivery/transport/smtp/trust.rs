//! Whom a mail server may be: one with a certificate that this machine trusts, or with the one that the lead has put into
//! the exercise folder.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::verify_server_name;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use rustls_platform_verifier::Verifier;

use crate::delivery::fate::{Explanation, Obstacle};

/// How to encrypt, trusting whom the machine trusts and those in `own`, which is a file in PEM.
///
/// # Errors
/// When there is no certificate in `own`, or the machine cannot tell whom it trusts.
pub(super) fn config(own: Option<&[u8]>) -> Result<Arc<ClientConfig>, Explanation> {
    let provider = Arc::new(ring::default_provider());
    let verifier = Own::new(own.unwrap_or_default(), own.is_some(), &provider)?;
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(|error| Explanation::Quoted(error.to_string()))?;
    let config = config.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
    Ok(Arc::new(config.with_no_client_auth()))
}

/// Trusts whom the machine trusts, those whom an authority of one's own vouches for, and exactly the certificates of one's
/// own.
#[derive(Debug)]
struct Own {
    own: Vec<CertificateDer<'static>>,
    machine: Verifier,
}

impl Own {
    fn new(pem: &[u8], is_given: bool, provider: &Arc<CryptoProvider>) -> Result<Own, Explanation> {
        let own: Vec<CertificateDer<'static>> =
            CertificateDer::pem_slice_iter(pem).collect::<Result<_, _>>().map_err(|_| Obstacle::NotACertificate)?;
        if is_given && own.is_empty() {
            return Err(Obstacle::NotACertificate.into());
        }
        let machine = Verifier::new_with_extra_roots(own.clone(), Arc::clone(provider));
        Ok(Own { own, machine: machine.map_err(|error| Explanation::Quoted(error.to_string()))? })
    }
}

impl ServerCertVerifier for Own {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified = self.machine.verify_server_cert(certificate, others, name, ocsp, now);
        match verified {
            // As openssl makes them, a certificate that vouches for itself is one of an authority, which no server may
            // show; or its issuer is not known. Both are found out after its dates have been looked at.
            Err(Error::InvalidCertificate(CertificateError::UnknownIssuer | CertificateError::Other(_)))
                if self.own.iter().any(|own| own == certificate) =>
            {
                verify_server_name(&ParsedCertificate::try_from(certificate)?, name)?;
                Ok(ServerCertVerified::assertion())
            }
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.machine.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.machine.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.machine.supported_verify_schemes()
    }
}

/// Why a connection to a server could not be made private.
pub(super) fn explained(error: &Error, host: &str) -> Explanation {
    let host = host.to_owned();
    match error {
        Error::InvalidCertificate(wrong) => match wrong {
            CertificateError::UnknownIssuer => Obstacle::UnknownIssuer { host }.into(),
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                Obstacle::CertificateExpired { host }.into()
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                Obstacle::CertificateNotYetValid { host }.into()
            }
            CertificateError::NotValidForName => Obstacle::OtherName { host, names: None }.into(),
            CertificateError::NotValidForNameContext { presented, .. } => {
                Obstacle::OtherName { host, names: Some(named(presented)) }.into()
            }
            CertificateError::Other(why) => Obstacle::UntrustedCertificate { host, why: why.to_string() }.into(),
            wrong => Obstacle::UntrustedCertificate { host, why: wrong.to_string() }.into(),
        },
        Error::InvalidMessage(_) => Obstacle::NotEncrypted { host }.into(),
        error => Obstacle::CannotEncrypt { host, why: error.to_string() }.into(),
    }
}

/// The names that a certificate is for, as rustls gives them: `DnsName("smtp.example.no")`.
fn named(presented: &[String]) -> String {
    let name = |name: &String| name.split('"').nth(1).unwrap_or(name).to_owned();
    presented.iter().take(5).map(name).collect::<Vec<_>>().join(", ")
}

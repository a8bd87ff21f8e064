//! A server that does not do as RFC 5321 says, or is not who it should be, over loopback.
//!
//! The certificates are made with openssl: `openssl req -x509 -subj /CN=localhost -addext subjectAltName=DNS:localhost`, as
//! anybody makes one for their own server, and the same with other names and dates; all with one key.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::JoinHandle;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::*;
use crate::exercise::{Login, Mechanism};

/// A step of what a server does.
#[derive(Debug, Clone)]
enum Do {
    /// Reads a line that begins so.
    Hear(&'static str),
    /// Reads up to the final dot.
    HearLetter,
    Say(Vec<u8>),
    /// Encrypts what comes after, with a certificate.
    Encrypt(&'static str),
    /// Says it as long as somebody listens.
    SayForEver(&'static [u8]),
    /// Waits until the other side hangs up.
    Wait,
}

fn say(text: &str) -> Do {
    Do::Say(format!("{text}\r\n").into_bytes())
}

/// What a server does up to where letters begin.
fn greeting(extensions: &[&str]) -> Vec<Do> {
    let mut steps = vec![say("220 localhost"), Do::Hear("EHLO ")];
    steps.extend(extensions.iter().map(|extension| say(&format!("250-{extension}"))));
    steps.insert(2, say("250-localhost"));
    steps.push(say("250 8BITMIME"));
    steps
}

/// A letter up to its final dot.
fn letter() -> Vec<Do> {
    let steps = [("MAIL FROM:<", "250 ok"), ("RCPT TO:<", "250 ok"), ("DATA", "354 go on")];
    let steps = steps.into_iter().flat_map(|(heard, said)| [Do::Hear(heard), say(said)]);
    steps.chain([Do::HearLetter]).collect()
}

trait Stream: Read + Write {}
impl<S: Read + Write> Stream for S {}

fn certificate(name: &str) -> &'static [u8] {
    match name {
        "self-signed" => include_bytes!("certificates/self-signed.pem"),
        "other-name" => include_bytes!("certificates/other-name.pem"),
        "expired" => include_bytes!("certificates/expired.pem"),
        "not-yet-valid" => include_bytes!("certificates/not-yet-valid.pem"),
        "authority" => include_bytes!("certificates/authority.pem"),
        "vouched-for" => include_bytes!("certificates/vouched-for.pem"),
        other => panic!("{other}"),
    }
}

fn encrypted(stream: TcpStream, name: &str) -> StreamOwned<ServerConnection, TcpStream> {
    let certificates = CertificateDer::pem_slice_iter(certificate(name)).collect::<Result<_, _>>().unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("certificates/key.pem")).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let config = config.with_single_cert(certificates, key).unwrap();
    StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), stream)
}

/// Does the steps with one client; gives the lines that it heard.
fn serve(steps: Vec<Do>) -> (u16, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut heard = Vec::new();
        let mut reader: BufReader<Box<dyn Stream>> = BufReader::new(Box::new(stream.try_clone().unwrap()));
        for step in steps {
            // A client that hangs up is what some of the tests are about.
            if take(step, &stream, &mut reader, &mut heard).is_err() {
                break;
            }
        }
        heard
    });
    (port, server)
}

fn take(
    step: Do,
    stream: &TcpStream,
    reader: &mut BufReader<Box<dyn Stream>>,
    heard: &mut Vec<String>,
) -> std::io::Result<()> {
    match step {
        Do::Hear(begin) => {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            assert!(line.starts_with(begin), "{line:?} instead of {begin}");
            heard.push(line.trim_end().to_owned());
        }
        Do::HearLetter => {
            while {
                let mut line = String::new();
                reader.read_line(&mut line)? > 0 && line != ".\r\n"
            } {}
        }
        Do::Say(bytes) => reader.get_mut().write_all(&bytes).and_then(|()| reader.get_mut().flush())?,
        Do::Encrypt(name) => *reader = BufReader::new(Box::new(encrypted(stream.try_clone()?, name))),
        Do::SayForEver(bytes) => loop {
            reader.get_mut().write_all(bytes)?;
        },
        Do::Wait => drop(std::io::copy(reader, &mut std::io::sink())?),
    }
    Ok(())
}

fn settings(port: u16, tls: Tls) -> SmtpSettings {
    let smtp = Smtp {
        host: "localhost".to_owned(),
        port,
        tls,
        ca_file: None,
        login: None,
        timeout: Duration::from_secs(10),
        per_minute: None,
        retry_for: Duration::from_secs(1),
    };
    SmtpSettings { smtp, hello: "example.no".to_owned(), authority: None, password: None, least_wait: Duration::ZERO }
}

fn send(settings: SmtpSettings) -> Handover {
    let [sender, recipient] = ["lead@example.no", "asker@example.no"].map(|address| address.parse().unwrap());
    let (mut session, message) = (SmtpSession::new(settings), b"Subject: Hei\r\n\r\n.Hei\r\n");
    match session.begin(&sender, &recipient, message.len()) {
        Ok(()) => session.hand_over(&sender, &recipient, message),
        Err(handover) => handover,
    }
}

/// What becomes of a letter with a server that does these steps, in the open.
fn sent_to(steps: Vec<Do>) -> Handover {
    send(settings(serve(steps).0, Tls::None))
}

/// The same with one that wants a login.
fn logged_in(mechanism: Mechanism, steps: Vec<Do>) -> (Handover, Vec<String>) {
    let (port, server) = serve(steps);
    let mut settings = settings(port, Tls::None);
    settings.smtp.login = Some(Login { user: "kari".to_owned(), mechanism, password_command: None });
    settings.password = Some(Password("hemmelig".to_owned()));
    (send(settings), server.join().unwrap())
}

fn quoted(handover: &Handover) -> &str {
    match handover {
        Handover::Accepted(Some(Explanation::Quoted(text)))
        | Handover::Refused(Explanation::Quoted(text))
        | Handover::Throttled(Explanation::Quoted(text))
        | Handover::Stopped(Explanation::Quoted(text)) => text,
        other => panic!("{other:?}"),
    }
}

fn stopped(obstacle: Obstacle) -> Handover {
    Handover::Stopped(obstacle.into())
}

#[test]
fn what_is_said_before_the_connection_is_private_counts_for_nothing() {
    // Whoever is between says yes to all that will be asked.
    let injected = "220 go\r\n250-localhost\r\n250 ok\r\n250 ok\r\n250 ok\r\n354 go on\r\n250 taken";
    let steps = [greeting(&["STARTTLS"]), vec![Do::Hear("STARTTLS"), say(injected), Do::Encrypt("self-signed")]];
    let (port, server) = serve([steps.concat(), vec![Do::Hear("EHLO "), say("554 no service")]].concat());
    let mut settings = settings(port, Tls::StartTls);
    settings.authority = Some(certificate("self-signed").to_vec());
    assert_eq!(send(settings), stopped(Obstacle::SaidBeforePrivate { host: "localhost".to_owned() }));
    assert_eq!(server.join().unwrap().last().map(String::as_str), Some("STARTTLS"), "nothing is said in private");
}

#[test]
fn a_line_without_an_end_and_an_answer_without_an_end_are_given_up() {
    for endless in [&b"220"[..], b"220-still more\r\n", &[b'a'; 1000], b"\0"] {
        assert_eq!(sent_to(vec![Do::SayForEver(endless)]), stopped(Obstacle::UnreadableAnswer), "{endless:?}");
    }
}

#[test]
fn only_an_answer_that_says_yes_is_one() {
    for said in ["354 I have taken nothing", "150 wait", "099 x", "300 x"] {
        let after_letter = sent_to([greeting(&[]), letter(), vec![say(said), Do::Wait]].concat());
        assert_eq!(after_letter, Handover::Uncertain(Obstacle::UnreadableAnswer.into()), "{said}");
        let banner = sent_to(vec![say(said), Do::Wait]);
        assert_eq!(banner, stopped(Obstacle::UnreadableAnswer), "{said}");
        for (before, heard) in [(0, "MAIL FROM:<"), (2, "RCPT TO:<"), (4, "DATA")] {
            if heard == "DATA" && said.starts_with("354") {
                continue;
            }
            let mut steps = [greeting(&[]), letter()[..before].to_vec()].concat();
            steps.extend([Do::Hear(heard), say(said), Do::Wait]);
            assert_eq!(sent_to(steps), Handover::Deferred(Obstacle::UnreadableAnswer.into()), "{heard} {said}");
        }
    }
}

#[test]
fn an_answer_that_is_not_utf8_is_an_answer() {
    let answer = Do::Say(b"250 2.0.0 k\xf8et som 42\r\n".to_vec());
    let taken = sent_to([greeting(&[]), letter(), vec![answer, Do::Wait]].concat());
    assert_eq!(quoted(&taken), "250 2.0.0 k\u{fffd}et som 42");
}

#[test]
fn whoever_does_not_answer_to_the_final_dot_leaves_the_letter_uncertain_after_the_longer_of_two_times() {
    let steps = [greeting(&[]), letter(), vec![Do::Wait]].concat();
    let mut settings = settings(serve(steps).0, Tls::None);
    settings.smtp.timeout = Duration::from_secs(1);
    settings.least_wait = Duration::from_secs(2);
    assert_eq!(send(settings), Handover::Uncertain(Obstacle::Timeout { seconds: 2 }.into()));
    assert_eq!(SmtpSettings::LEAST_WAIT, Duration::from_secs(600));
}

#[test]
fn whoever_hangs_up_after_the_final_dot_leaves_the_letter_uncertain_and_before_it_does_not() {
    let steps = [greeting(&[]), letter()].concat();
    assert_eq!(sent_to(steps), Handover::Uncertain(Obstacle::HungUp.into()));
    let mut steps = [greeting(&[]), letter()].concat();
    steps.pop();
    steps.pop();
    assert_eq!(sent_to(steps), Handover::Deferred(Obstacle::HungUp.into()));
}

#[test]
fn a_token_that_is_challenged_gets_the_refusal_and_what_it_may_mean() {
    let steps = [greeting(&["AUTH XOAUTH2"]), vec![Do::Hear("AUTH XOAUTH2 "), say("334 eyJzdGF0dXMiOiI0MDEifQ==")]];
    let steps = [steps.concat(), vec![Do::Hear("\r\n"), say("535 5.7.3 Authentication unsuccessful")]].concat();
    let (handover, _) = logged_in(Mechanism::Xoauth2, steps);
    let said = "535 5.7.3 Authentication unsuccessful".to_owned();
    assert_eq!(handover, stopped(Obstacle::TokenRefused { said }));
}

#[test]
fn the_ways_to_log_in_that_the_server_offers_are_named() {
    for (extensions, offered) in [(&["AUTH LOGIN CRAM-MD5"][..], Some("LOGIN CRAM-MD5")), (&[], None)] {
        let (handover, _) = logged_in(Mechanism::Plain, greeting(extensions));
        let (mechanism, offered) = ("PLAIN".to_owned(), offered.map(str::to_owned));
        assert_eq!(handover, stopped(Obstacle::NoSuchLogin { mechanism, offered }));
    }
}

#[test]
fn a_password_that_the_server_repeats_is_not_shown() {
    let encoded = "aGVtbWVsaWc=";
    let repeats = format!("535 hemmelig {encoded} AGthcmkAaGVtbWVsaWc= are wrong");
    let steps = [greeting(&["AUTH PLAIN LOGIN"]), vec![Do::Hear("AUTH PLAIN "), say(&repeats)]].concat();
    let (handover, _) = logged_in(Mechanism::Plain, steps);
    assert_eq!(quoted(&handover), "535 … … … are wrong");
    let mut steps = [greeting(&["AUTH PLAIN LOGIN"]), vec![Do::Hear("AUTH LOGIN"), say("334 VXNlcm5hbWU6")]].concat();
    steps.extend([Do::Hear("a2FyaQ=="), say("334 UGFzc3dvcmQ6"), Do::Hear(encoded), say(&repeats)]);
    let (handover, _) = logged_in(Mechanism::Login, steps);
    assert_eq!(quoted(&handover), "535 … … … are wrong");
}

#[test]
fn a_server_that_has_had_too_much_gets_a_rest_and_one_letter_that_waits_does_not_hold_up_the_others() {
    for (said, is_throttled) in [
        ("421 4.3.2 try later", true),
        ("452 4.5.3 too many messages", true),
        ("450 4.7.1 rate limit exceeded", true),
        ("451 4.7.1 greylisted", false),
    ] {
        let steps = vec![Do::Hear("MAIL "), say(said), Do::Hear("RSET"), say("250 ok")];
        let handover = sent_to([greeting(&[]), steps].concat());
        assert_eq!(matches!(handover, Handover::Throttled(_)), is_throttled, "{handover:?}");
    }
}

/// What becomes of a letter with a server that shows a certificate.
fn trusted(shown: &'static str, own: Option<&'static str>) -> Handover {
    let steps = [vec![Do::Encrypt(shown)], greeting(&[]), letter(), vec![say("250 taken"), Do::Wait]].concat();
    let mut settings = settings(serve(steps).0, Tls::Implicit);
    settings.authority = own.map(|own| certificate(own).to_vec());
    send(settings)
}

#[test]
fn exactly_the_certificate_of_ones_own_is_trusted_and_what_an_authority_of_ones_own_vouches_for() {
    for (shown, own) in [("self-signed", "self-signed"), ("vouched-for", "authority"), ("vouched-for", "vouched-for")] {
        assert_eq!(quoted(&trusted(shown, Some(own))), "250 taken", "{shown} {own}");
    }
}

#[test]
fn what_is_wrong_with_a_certificate_is_said() {
    let host = || "localhost".to_owned();
    let others = || Some("other.example.no".to_owned());
    for (shown, own, obstacle) in [
        ("vouched-for", None, Obstacle::UnknownIssuer { host: host() }),
        ("vouched-for", Some("self-signed"), Obstacle::UnknownIssuer { host: host() }),
        ("expired", Some("expired"), Obstacle::CertificateExpired { host: host() }),
        ("not-yet-valid", Some("not-yet-valid"), Obstacle::CertificateNotYetValid { host: host() }),
        ("other-name", Some("other-name"), Obstacle::OtherName { host: host(), names: others() }),
    ] {
        assert_eq!(trusted(shown, own), stopped(obstacle), "{shown} {own:?}");
    }
    assert!(matches!(
        trusted("self-signed", None),
        Handover::Stopped(Explanation::Obstacle(
            Obstacle::UnknownIssuer { .. } | Obstacle::UntrustedCertificate { .. }
        ))
    ));
    let mut none = settings(serve(vec![Do::Wait]).0, Tls::Implicit);
    none.authority = Some(b"hei".to_vec());
    assert_eq!(send(none), stopped(Obstacle::NotACertificate));
}

#[test]
fn a_server_that_does_not_encrypt_is_told_from_one_that_is_not_trusted() {
    let handover = send(settings(serve(vec![say("220 localhost"), Do::Wait]).0, Tls::Implicit));
    assert_eq!(handover, stopped(Obstacle::NotEncrypted { host: "localhost".to_owned() }));
}

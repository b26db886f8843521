// Echo on Rust's standard library, a thread for each connection: std::net's TcpListener
// with its `incoming`, as its documentation shows, read and write_all.
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::exit;
use std::{env, thread};

fn echo(mut client: TcpStream) {
    let mut buffer = [0u8; 64 * 1024];
    loop {
        match client.read(&mut buffer) {
            Ok(0) | Err(_) => return,
            Ok(received) => {
                if client.write_all(&buffer[..received]).is_err() {
                    return;
                }
            }
        }
    }
}

fn fail(what: &str, status: i32) -> ! {
    eprintln!("{}", what);
    exit(status)
}

fn port() -> u16 {
    let words: Vec<String> = env::args().skip(1).collect();
    match words.as_slice() {
        [] => 0,
        [name, number] if name == "--port" => number
            .parse()
            .unwrap_or_else(|_| fail("--port needs a number from 0 to 65535", 2)),
        _ => fail("usage: peer-rust [--port N]", 2),
    }
}

fn main() {
    let listener = TcpListener::bind(("127.0.0.1", port()))
        .unwrap_or_else(|error| fail(&format!("cannot listen: {}", error), 1));
    match listener.local_addr() {
        Ok(address) => println!("listening on {}", address),
        Err(error) => fail(&format!("cannot ask for the port: {}", error), 1),
    }
    for client in listener.incoming() {
        match client {
            Ok(stream) => {
                thread::spawn(move || echo(stream));
            }
            Err(error) => fail(&format!("cannot accept: {}", error), 1),
        }
    }
}

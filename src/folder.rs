//! The exercise folder: where its files are, one writer at a time, and files that are replaced whole.
//!
//! A crash at any point leaves a table as it was before or as it is after, never between (tests/life).

mod append;
mod assignments;
mod attendance;
mod create;
mod date_names;
pub(crate) mod disk;
mod error;
mod files;
mod leftovers;
mod links;
mod lock;
mod municipality_list;
mod paths;
#[cfg_attr(not(unix), path = "folder/permissions_inherited.rs")]
mod permissions;
mod problem;
mod record;
mod registrations;
mod replace;
mod replies;
mod secret;
mod statements;
mod tables;
mod unfinished;

pub(crate) use crate::failure::FileProblem;
pub(crate) use append::{open_whole, whole_lines};
pub(crate) use create::create_folder;
pub(crate) use date_names::DateName;
pub(crate) use error::FolderError;
pub(crate) use files::visible_files;
pub(crate) use lock::Lock;
pub(crate) use paths::{DELIVERY_LOG, Folder, INCOMING, LOCK, OUTBOX};
pub(crate) use record::{Context, Records};
pub(crate) use replace::{put_file, rename, replace_file, sync_folder};
pub(crate) use secret::{SECRET, Secret, new_secret};
pub(crate) use statements::STATEMENTS;
pub(crate) use tables::{ASSIGNMENTS, REGISTRATIONS, REPLIES, TABLES};
pub(crate) use unfinished::{UnfinishedFolder, write_whole};

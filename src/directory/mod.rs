//! The hospital's facts as pages: every row with its source and the day it holds from, and what follows from them now.

pub mod rules;

pub mod pages;

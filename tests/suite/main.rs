mod calendar;
mod clocks;
mod received;
mod rule_bench;

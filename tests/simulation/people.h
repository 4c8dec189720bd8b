#pragma once

namespace simulation {

class Household;
struct Device;

/// A cell of postings that only a newer program knows of.
inline constexpr const char* newerCell = "mood";

/// What the household begins with, on its first device: accounts, categories, a template, a month.
void beginLedger(Household& home, Device& device);

/// Somebody does one thing at a device, with values that were never typed before. Few rows are worked on, so that
/// devices often meet at one. Checks that a refused action changes nothing and a confirmed one is kept.
void act(Household& home, Device& device);

} // namespace simulation

#pragma once

#include <cstdint>

namespace simulation {

class Household;
struct Device;

/// How many kinds of disasters there are.
inline constexpr std::uint32_t disasterKinds = 6;
/// A backup comes back, of the server or of a device; a device is copied, or turned away.
void disaster(Household& home, Device& device, std::uint32_t kind);
/// A backup of the server as of now.
void takeBackup(Household& home);
/// The device gets an identity of its own, as pairing again or a copy's first contact gives it.
void pairAgain(Household& home, Device& device);
/// Whether the server turns the device away.
bool isRevoked(const Household& home, const Device& device);

} // namespace simulation

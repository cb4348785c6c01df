// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Permit, Terms} from "../../contracts/interfaces/IConsents.sol";

// What a permit becomes, in the plainest words.

function afterPermit(Permit memory old, Terms memory t, uint40 time) pure returns (Permit memory) {
    uint40 from = t.from > time ? t.from : time;
    bool hasHeld = old.from < old.until && old.from < from;
    return Permit(from, t.until, old.version + 1, old.replaced || hasHeld, t.purposes, t.kinds);
}

function afterRevocation(Permit memory old, uint40 time) pure returns (Permit memory left) {
    left = old;
    if (old.version == 0 || old.from > time) left.from = time;
    if (old.version == 0 || old.until > time) left.until = time;
    left.version += 1;
}

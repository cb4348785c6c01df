// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Actor} from "../interfaces/IDirectory.sol";
import {Permit} from "../interfaces/IConsents.sol";
import {Record} from "../interfaces/IRecords.sol";
import {Answer, NO, UNKNOWN, Window} from "./Window.sol";

/// @notice The first slot of a struct, read once and taken apart by shifts.
///
/// @dev For the judgement of an access alone: reading the fields one by one costs a warm read, a mask and an enum check each, together about 650 of
///      the 11,000 gas of an access in a batch. The layout is that of the structs: the first field lies lowest.
library Slot {
    function read(Actor storage actor) internal view returns (uint256 word) {
        assembly ("memory-safe") {
            word := sload(actor.slot)
        }
    }

    function read(Permit storage permit) internal view returns (uint256 word) {
        assembly ("memory-safe") {
            word := sload(permit.slot)
        }
    }

    function read(Record storage record) internal view returns (uint256 word) {
        assembly ("memory-safe") {
            word := sload(record.slot)
        }
    }

    /// @dev Adds one to `Record.accessCount` and says the new count. It can't run over into the kind: 2^40 accesses of one record don't fit a
    ///      chain.
    function countAccess(Record storage record, uint256 word) internal returns (uint256) {
        unchecked {
            word += 1 << 208;
        }
        assembly ("memory-safe") {
            sstore(record.slot, word)
        }
        return uint40(word >> 208);
    }

    /// @notice `Actor.organization`, `Record.custodian`.
    function account(uint256 word) internal pure returns (address) {
        return address(uint160(word));
    }

    function recordPatient(uint256 word) internal pure returns (uint48) {
        return uint48(word >> 160);
    }

    function recordKind(uint256 word) internal pure returns (uint256) {
        return uint8(word >> 248);
    }

    /// @notice `Actor.kind` as its number; zero for an account that was never admitted.
    function actorKind(uint256 word) internal pure returns (uint256) {
        return uint8(word >> 240);
    }

    function actorRoles(uint256 word) internal pure returns (uint256) {
        return uint8(word >> 248);
    }

    /// @notice Whether the actor's own window holds `time`. The quick question; where the answer is no, `actorCovers` says which no.
    function actorHolds(uint256 word, uint256 time) internal pure returns (bool) {
        return Window.holds(uint40(word >> 160), uint40(word >> 200), time);
    }

    /// @notice What storage says of the actor's own window and `time`. `Role.ADMITTED_BEFORE` is the word's top bit.
    function actorCovers(uint256 word, uint256 time) internal pure returns (Answer) {
        return Window.covers(uint40(word >> 160), uint40(word >> 200), word >> 255 == 1, time);
    }

    /// @notice Whether an actor that is not in force at `time` was not in the directory at all then: never admitted, or only later.
    /// @dev Where the actor was admitted before, `actorCovers` says UNKNOWN instead.
    function actorIsOutside(uint256 word, uint256 time) internal pure returns (bool) {
        return word == 0 || time < uint40(word >> 160);
    }

    function permitVersion(uint256 word) internal pure returns (uint256) {
        return uint32(word >> 80);
    }

    /// @notice Whether the permit's window holds `time`, and its sets the purpose and the record kind.
    function permitHolds(uint256 word, uint256 purpose, uint256 kind, uint256 time) internal pure returns (bool) {
        // Purposes lie in 88 bits from bit 120 and kinds in 48 from bit 208; the cast keeps a purpose of 88 or more from reaching the kinds.
        bool isIn = (uint88(word >> 120) >> purpose) & ((word >> 208) >> kind) & 1 == 1;
        return isIn && Window.holds(uint40(word), uint40(word >> 40), time);
    }

    /// @notice What storage says of a permit that does not hold at `time`: NO, or UNKNOWN where earlier terms were written over.
    function permitMisses(uint256 word, uint256 time) internal pure returns (Answer) {
        return uint8(word >> 112) != 0 && time < uint40(word) ? UNKNOWN : NO;
    }

    /// @dev Writes a permit as one word. Each value must fit its field.
    function write(
        Permit storage permit,
        uint256 from,
        uint256 until,
        uint256 version,
        uint256 replaced,
        uint256 purposesAndKinds
    ) internal {
        uint256 word = from | (until << 40) | (version << 80) | (replaced << 112) | (purposesAndKinds << 120);
        assembly ("memory-safe") {
            sstore(permit.slot, word)
        }
    }

    /// @dev Writes a permit's window and version anew and leaves the rest of its word. Each value must fit its field.
    function writeWindow(Permit storage permit, uint256 word, uint256 from, uint256 until, uint256 version) internal {
        word = ((word >> 112) << 112) | from | (until << 40) | (version << 80);
        assembly ("memory-safe") {
            sstore(permit.slot, word)
        }
    }

    function permitFrom(uint256 word) internal pure returns (uint256) {
        return uint40(word);
    }

    function permitUntil(uint256 word) internal pure returns (uint256) {
        return uint40(word >> 40);
    }

    /// @notice `Permit.replaced` as 0 or 1.
    function permitReplaced(uint256 word) internal pure returns (uint256) {
        return uint8(word >> 112);
    }
}

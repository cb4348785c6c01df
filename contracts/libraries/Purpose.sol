// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice Purposes of use as numbers, and sets of them as bits.
///
/// @dev The numbers follow the tree of HL7 v3 ActReason, PurposeOfUse, in the order of its publication; a code that HL7 adds later gets the next
///      free number. The whole list is `src/consent/purposes.ts`; a test holds both together. A set that holds a code holds what is below it
///      in the tree too: who makes the set spells it out, so that a check is one bit.
library Purpose {
    /// @dev How many purposes a set can hold; a number from here on is in no set.
    uint8 internal constant COUNT = 88;

    /// @dev Emergency treatment.
    uint8 internal constant ETREAT = 56;
    /// @dev Break the glass: an override of a denial.
    uint8 internal constant BTG = 57;

    /// @dev Healthcare operations and payment (2 to 36) and treatment (53 to 59), but not BTG; and none of the codes that HL7 added later (60 on: machine
    ///      learning and decision support), for which no silence of a patient stands.
    uint88 internal constant TREATMENT_PAYMENT_OPERATIONS = uint88(
        (((1 << 37) - (1 << 2)) | ((1 << 60) - (1 << 53))) & ~uint256(1 << BTG)
    );

    /// @dev Every purpose but BTG.
    uint88 internal constant ALL_NORMAL = uint88(type(uint88).max & ~uint88(1 << BTG));

    /// @notice Whether the set holds the purpose.
    function covers(uint88 purposes, uint256 purpose) internal pure returns (bool) {
        // A shift by 88 or more leaves nothing, so a number outside the list is in no set.
        return (purposes >> purpose) & 1 == 1;
    }
}

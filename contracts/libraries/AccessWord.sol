// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice The small fields of an access in one word, from the lowest bit: account (160), at (40), purpose (8), action (8), claim (8), detail (32).
///
/// @dev In place of six words: 2,880 gas of calldata and log data less for each access, of about 14,000. The account comes first, so that reading it is a
///      plain conversion.
library AccessWord {
    /// @dev Claim: bits 0 to 2 the basis, 4 and 5 the grantee, 6 set when the permit is for all records.
    uint256 internal constant TO_ACCESSOR = 0;
    uint256 internal constant TO_ORGANIZATION = 1;
    uint256 internal constant TO_GROUP = 2;

    /// @dev How long a broken glass gives access (seconds).
    uint256 private constant EMERGENCY_TIME = 4 hours;

    uint256 private constant ACCOUNT = type(uint160).max;

    /// @notice The accessor, in an entry; the gateway, in an event.
    function account(uint256 what) internal pure returns (address) {
        return address(uint160(what));
    }

    /// @notice When the access happened (unix seconds).
    function time(uint256 what) internal pure returns (uint256) {
        return uint40(what >> 160);
    }

    /// @notice A purpose number; see `Purpose`.
    function purpose(uint256 what) internal pure returns (uint256) {
        return uint8(what >> 200);
    }

    /// @notice What was done, a number of `src/consent/actions.ts`. The contract takes any.
    function action(uint256 what) internal pure returns (uint8) {
        return uint8(what >> 208);
    }

    /// @notice The basis claimed, as a number of `Basis`, which may be none of them.
    function claimedBasis(uint256 what) internal pure returns (uint256) {
        return (what >> 216) & 7;
    }

    /// @notice To whom the permit claimed was given: TO_ACCESSOR, TO_ORGANIZATION, TO_GROUP.
    function grantee(uint256 what) internal pure returns (uint256) {
        return (what >> 220) & 3;
    }

    /// @notice Whether the permit claimed is for all records of the patient.
    function isForAllRecords(uint256 what) internal pure returns (bool) {
        return (what >> 222) & 1 == 1;
    }

    /// @notice The group's number with a permit to a group; with an emergency the coded reason (8 bits) and above it how many seconds before the access the
    ///         glass was broken (24 bits); otherwise without meaning.
    function detail(uint256 what) internal pure returns (uint32) {
        return uint32(what >> 224);
    }

    /// @notice Whether the detail of an emergency names a reason, and the glass was broken at most `EMERGENCY_TIME` before.
    function isWithinEmergency(uint256 what) internal pure returns (bool) {
        return uint8(what >> 224) != 0 && what >> 232 <= EMERGENCY_TIME;
    }

    /// @notice The word with another account.
    function withAccount(uint256 what, address other) internal pure returns (uint256) {
        return (what & ~ACCOUNT) | uint160(other);
    }
}

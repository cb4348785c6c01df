// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice The verdict on an access in one word of event data, from the lowest bit: access number of the record (40), entry number of the gateway
///         (40, zero without one), basis (8), version of the permit (32).
library VerdictWord {
    /// @dev Each value must fit its field.
    function pack(uint256 number, uint256 entryNumber, uint256 basis, uint256 version) internal pure returns (uint256) {
        return number | (entryNumber << 40) | (basis << 80) | (version << 88);
    }
}

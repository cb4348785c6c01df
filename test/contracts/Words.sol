// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice The fields of an entry's word. The tests pack and unpack them on their own, byte by byte, and not by the library under test.
struct Access {
    address account;
    uint40 time;
    uint8 purpose;
    uint8 action;
    uint8 claim;
    uint32 detail;
}

/// @notice The fields of an event's verdict.
struct Verdict {
    uint40 number;
    uint40 entryNumber;
    uint8 basis;
    uint32 version;
}

function packAccess(Access memory a) pure returns (uint256) {
    return uint256(bytes32(abi.encodePacked(a.detail, a.claim, a.action, a.purpose, a.time, a.account)));
}

function unpackAccess(uint256 word) pure returns (Access memory a) {
    bytes memory b = abi.encodePacked(word);
    a.detail = uint32(bytes4(slice(b, 0)));
    a.claim = uint8(b[4]);
    a.action = uint8(b[5]);
    a.purpose = uint8(b[6]);
    a.time = uint40(bytes5(slice(b, 7)));
    a.account = address(bytes20(slice(b, 12)));
}

function packVerdict(Verdict memory v) pure returns (uint256) {
    return uint256(bytes32(abi.encodePacked(bytes17(0), v.version, v.basis, v.entryNumber, v.number)));
}

function unpackVerdict(uint256 word) pure returns (Verdict memory v) {
    bytes memory b = abi.encodePacked(word);
    v.version = uint32(bytes4(slice(b, 17)));
    v.basis = uint8(b[21]);
    v.entryNumber = uint40(bytes5(slice(b, 22)));
    v.number = uint40(bytes5(slice(b, 27)));
}

/// @dev The bytes from `start` on, padded with zeroes.
function slice(bytes memory b, uint256 start) pure returns (bytes32 out) {
    for (uint256 i = 0; start + i < b.length; ++i) {
        out |= bytes32(b[start + i]) >> (8 * i);
    }
}

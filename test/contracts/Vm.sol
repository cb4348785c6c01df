// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice What Hardhat's test runner does for a Solidity test, at the address of its cheat codes. Only what the tests here use.
interface Vm {
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    struct Gas {
        uint64 gasLimit;
        uint64 gasTotalUsed;
        uint64 gasMemoryUsed;
        int64 gasRefunded;
        uint64 gasRemaining;
    }

    function prank(address sender) external;

    function startPrank(address sender) external;

    function stopPrank() external;

    function warp(uint256 time) external;

    function chainId(uint256 id) external;

    function label(address account, string calldata name) external;

    function addr(uint256 key) external pure returns (address);

    function sign(uint256 key, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);

    function etch(address account, bytes calldata code) external;

    function load(address account, bytes32 slot) external view returns (bytes32);

    function store(address account, bytes32 slot, bytes32 word) external;

    /// @notice Makes every slot of the account cold, as at the start of a transaction.
    function cool(address account) external;

    function lastCallGas() external view returns (Gas memory);

    function record() external;

    function accesses(address account) external returns (bytes32[] memory reads, bytes32[] memory writes);

    function recordLogs() external;

    function getRecordedLogs() external returns (Log[] memory);

    function snapshotState() external returns (uint256 id);

    function revertToStateAndDelete(uint256 id) external returns (bool);

    function envOr(string calldata name, uint256 otherwise) external view returns (uint256);

    function expectRevert(bytes calldata data) external;

    function expectRevert(bytes4 selector) external;

    function expectEmit(address emitter) external;

    function assume(bool condition) external pure;

    function assertTrue(bool condition, string calldata reason) external pure;

    function assertTrue(bool condition) external pure;

    function assertFalse(bool condition) external pure;

    function assertFalse(bool condition, string calldata reason) external pure;

    function assertEq(uint256 left, uint256 right) external pure;

    function assertEq(uint256 left, uint256 right, string calldata reason) external pure;

    function assertEq(address left, address right) external pure;

    function assertEq(bytes32 left, bytes32 right) external pure;

    function assertNotEq(bytes32 left, bytes32 right) external pure;

    function assertEq(string calldata left, string calldata right) external pure;

    function assertEq(bytes calldata left, bytes calldata right) external pure;

    function assertLe(uint256 left, uint256 right, string calldata reason) external pure;
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice One storage slot.
struct Gateway {
    /// @dev The number of the gateway's last entry; they are numbered 1 to this.
    uint40 entryCount;
    /// @dev The last second by which the gateway said it would be heard of (unix, inclusive); zero when it never said.
    uint40 nextBy;
    /// @dev True once it logs no more.
    bool retired;
}

/// @title Gateways: who logs for others, and whether it is still there
///
/// @notice Silence is visible: a gateway says by when it will be heard of next, and retires with its last number.
interface IGateways {
    /// @notice A gateway is there, has logged `entryCount` entries, and will be heard of by `nextBy` (unix).
    /// @dev `journal` commits to what the gateway keeps beside its entries: what it refused, and the requests of each viewing session.
    event Heartbeat(address indexed gateway, uint40 entryCount, bytes32 journal, uint40 nextBy);

    /// @notice A gateway logs no more: `entryCount` is final.
    event Retired(address indexed gateway, uint40 entryCount, address by);

    /// @notice When the caller is not a gateway in force.
    error NotGateway(address caller);

    /// @notice When a gateway has retired, with its last number.
    error GatewayRetired(address gateway, uint40 entryCount);

    /// @notice When a heartbeat names a next one that is not after the block.
    error NextByInPast(uint40 nextBy, uint256 time);

    /// @notice Says that the caller, a gateway, is there.
    /// @param journal Any commitment; zero for none.
    /// @param nextBy By when it will be heard of next (unix).
    function heartbeat(bytes32 journal, uint40 nextBy) external;

    /// @notice Ends a gateway's log for good, as the gateway or as the organization that speaks for it.
    function retire(address gateway) external;

    /// @notice The state of a gateway; all zero for an account that never logged for others.
    function gatewayOf(address gateway) external view returns (Gateway memory);

    /// @notice The number of the gateway's last entry; they are numbered 1 to this.
    function entryCountOf(address gateway) external view returns (uint40);
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Directory} from "./Directory.sol";
import {Role} from "./interfaces/IDirectory.sol";
import {Gateway, IGateways} from "./interfaces/IGateways.sol";
import {Slot} from "./libraries/Slot.sol";
import {YES} from "./libraries/Window.sol";

/// @title Gateways: who logs for others, and whether it is still there
abstract contract Gateways is IGateways, Directory {
    mapping(address gateway => Gateway state) private _gateways;

    /// @inheritdoc IGateways
    function heartbeat(bytes32 journal, uint40 nextBy) external {
        _requireGateway();
        require(nextBy > block.timestamp, NextByInPast(nextBy, block.timestamp));

        Gateway storage state = _gateways[msg.sender];
        state.nextBy = nextBy;

        emit Heartbeat(msg.sender, state.entryCount, journal, nextBy);
    }

    /// @inheritdoc IGateways
    function retire(address gateway) external {
        uint256 actor = _actorWord(gateway);
        require(Slot.actorRoles(actor) & Role.GATEWAY != 0, NotGateway(gateway));
        address organization = Slot.account(actor);
        require(msg.sender == gateway || msg.sender == organization, NotItsOrganization(msg.sender, organization));
        Gateway storage state = _gateways[gateway];
        require(!state.retired, GatewayRetired(gateway, state.entryCount));

        state.retired = true;

        emit Retired(gateway, state.entryCount, msg.sender);
    }

    /// @inheritdoc IGateways
    function gatewayOf(address gateway) external view returns (Gateway memory) {
        return _gateways[gateway];
    }

    /// @inheritdoc IGateways
    function entryCountOf(address gateway) external view returns (uint40) {
        return _gateways[gateway].entryCount;
    }

    /// @dev The state of the caller, a gateway in force that has not retired, and the organization it logs for.
    function _requireGateway() internal view returns (Gateway storage state, address organization) {
        uint256 actor = _actorWord(msg.sender);
        bool isIn = Slot.actorRoles(actor) & Role.GATEWAY != 0 && _validityOf(actor, uint40(block.timestamp)) == YES;
        require(isIn, NotGateway(msg.sender));
        state = _gateways[msg.sender];
        require(!state.retired, GatewayRetired(msg.sender, state.entryCount));
        return (state, Slot.account(actor));
    }
}

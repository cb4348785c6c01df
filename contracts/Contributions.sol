// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Records} from "./Records.sol";
import {Contribution, Disposition, IContributions, Origin} from "./interfaces/IContributions.sol";
import {ActorKind} from "./interfaces/IDirectory.sol";
import {Slot} from "./libraries/Slot.sol";
import {YES} from "./libraries/Window.sol";

/// @title Contributions: who wrote which part of a record, and with what
abstract contract Contributions is IContributions, Records {
    /// @inheritdoc IContributions
    function contribute(Contribution calldata contribution) external {
        bytes32 record = contribution.record;
        Origin origin = contribution.origin;
        ActorKind kind = _requireAuthor(record);
        // What a device wrote must not look as if a person had.
        if (origin != Origin.AI) _requirePerson(kind, record);
        require(_namesItsTool(contribution), WrongTool(origin, contribution.tool));
        require(contribution.digest != 0, SameDigest(0));

        uint32 number = ++_history(record).contributions;

        emit Contributed(
            record,
            msg.sender,
            contribution.tool,
            number,
            contribution.section,
            contribution.digest,
            origin,
            contribution.toolVersion,
            contribution.model,
            contribution.inputs
        );
    }

    /// @inheritdoc IContributions
    function dispose(bytes32 record, uint32 number, Disposition disposition) external {
        _requirePerson(_requireAuthor(record), record);
        bool isThere = number != 0 && number <= _history(record).contributions;
        require(isThere, UnknownContribution(record, number));

        emit Disposed(record, number, disposition, msg.sender);
    }

    function _requireAuthor(bytes32 record) private view returns (ActorKind) {
        address custodian = _record(record).custodian;
        require(custodian != address(0), UnknownRecord(record));
        uint256 actor = _actorWord(msg.sender);
        bool isIn = Slot.account(actor) == custodian && _validityOf(actor, block.timestamp) == YES;
        require(isIn, NotAuthor(msg.sender, custodian));
        return ActorKind(Slot.actorKind(actor));
    }

    function _requirePerson(ActorKind kind, bytes32 record) private view {
        require(kind == ActorKind.PRACTITIONER, NotAuthor(msg.sender, _record(record).custodian));
    }

    /// @dev Whether the contribution names a device in force where one took part, and nothing of a tool where none did.
    function _namesItsTool(Contribution calldata contribution) private view returns (bool) {
        address tool = contribution.tool;
        if (contribution.origin == Origin.HUMAN) {
            bytes32 rest = contribution.toolVersion | contribution.model | contribution.inputs;
            return tool == address(0) && rest == 0;
        }
        uint256 actor = _actorWord(tool);
        return Slot.actorKind(actor) == uint8(ActorKind.DEVICE) && _validityOf(actor, block.timestamp) == YES;
    }
}

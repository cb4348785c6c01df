// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Records} from "./Records.sol";
import {Role} from "./interfaces/IDirectory.sol";
import {IReviews, Outcome, Review} from "./interfaces/IReviews.sol";
import {Slot} from "./libraries/Slot.sol";
import {YES} from "./libraries/Window.sol";

/// @title Reviews: what happens after the glass was broken
abstract contract Reviews is IReviews, Records {
    uint40 private constant REVIEW_TIME = 72 hours;

    mapping(bytes32 record => mapping(uint40 number => Review state)) private _reviews;

    /// @inheritdoc IReviews
    function review(bytes32 record, uint40 number, Outcome outcome, bytes32 note) external {
        Review storage state = _reviews[record][number];
        require(state.accessor != address(0), NoReviewDue(record, number));
        require(state.outcome == Outcome.PENDING, AlreadyReviewed(record, number));
        _requireReviewer(_record(record).custodian);
        require(msg.sender != state.accessor, OwnAccess(msg.sender));
        require(outcome != Outcome.PENDING, NoOutcome());

        state.outcome = outcome;

        emit Reviewed(record, number, msg.sender, outcome, note);
    }

    /// @inheritdoc IReviews
    function reviewOf(bytes32 record, uint40 number) external view returns (Review memory) {
        return _reviews[record][number];
    }

    function _owesReview(bytes32 record, uint40 number, address accessor) internal {
        _reviews[record][number] = Review(accessor, uint40(block.timestamp) + REVIEW_TIME, Outcome.PENDING);
    }

    function _requireReviewer(address custodian) private view {
        uint256 actor = _actorWord(msg.sender);
        bool isReviewer = Slot.account(actor) == custodian && Slot.actorRoles(actor) & Role.REVIEWER != 0;
        require(isReviewer && _validityOf(actor, block.timestamp) == YES, NotReviewer(msg.sender, custodian));
    }
}

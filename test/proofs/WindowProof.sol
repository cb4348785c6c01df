// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Answer, NO, UNKNOWN, Window, YES} from "../../contracts/libraries/Window.sol";

/// @notice What windows of time are relied on for, for all values.
contract WindowProof {
    function holdsFromItsStartToBeforeItsEnd(uint256 from, uint256 until, uint256 time) external pure {
        require(from <= until);
        assert(Window.holds(from, until, time) == (from <= time && time < until));
    }

    function coversYesExactlyWhereItHolds(uint256 from, uint256 until, bool replaced, uint256 time) external pure {
        require(from <= until);
        bool isYes = Window.covers(from, until, replaced, time) == YES;
        assert(isYes == (from <= time && time < until));
    }

    function isUnknownExactlyBeforeTermsThatReplacedOthers(
        uint256 from,
        uint256 until,
        bool replaced,
        uint256 time
    ) external pure {
        require(from <= until);
        bool isUnknown = Window.covers(from, until, replaced, time) == UNKNOWN;
        assert(isUnknown == (replaced && time < from));
    }

    function endingLeavesAWindow(uint256 from, uint256 until, uint256 time) external pure {
        require(from <= until);
        (uint256 newFrom, uint256 newUntil) = Window.end(from, until, time);
        assert(newFrom <= newUntil && newUntil <= time);
    }

    function endingChangesNothingBeforeAndLeavesNothingAfter(
        uint256 from,
        uint256 until,
        uint256 time,
        uint256 moment
    ) external pure {
        require(from <= until);
        (uint256 newFrom, uint256 newUntil) = Window.end(from, until, time);
        bool held = Window.holds(from, until, moment);
        assert(Window.holds(newFrom, newUntil, moment) == (held && moment < time));
    }

    function losesWhereverAMomentIsLost(uint256 from, uint256 until, uint256 nextFrom, uint256 moment) external pure {
        require(from <= until && Window.holds(from, until, moment) && moment < nextFrom);
        assert(Window.loses(from, until, nextFrom));
    }

    function losesOnlyWhereAMomentIsLost(uint256 from, uint256 until, uint256 nextFrom) external pure {
        require(Window.loses(from, until, nextFrom));
        assert(Window.holds(from, until, from) && from < nextFrom);
    }

    /// @dev Of the past: terms that are written over now or later make an answer UNKNOWN, never its contrary.
    function writingOverNeverContradicts(
        uint256 from,
        uint256 until,
        bool replaced,
        uint256 nextFrom,
        uint256 nextUntil,
        uint256 moment
    ) external pure {
        require(from <= until && nextFrom <= nextUntil && moment < nextFrom);
        Answer before = Window.covers(from, until, replaced, moment);
        bool isReplaced = replaced || Window.loses(from, until, nextFrom);
        Answer later = Window.covers(nextFrom, nextUntil, isReplaced, moment);
        assert(later == before || later == UNKNOWN);
    }

    function whatIsWrittenOverIsAnsweredForByTheNewTerms(
        uint256 nextFrom,
        uint256 nextUntil,
        bool replaced,
        uint256 moment
    ) external pure {
        require(nextFrom <= nextUntil && moment >= nextFrom);
        bool holds = Window.holds(nextFrom, nextUntil, moment);
        assert(Window.covers(nextFrom, nextUntil, replaced, moment) == (holds ? YES : NO));
    }
}

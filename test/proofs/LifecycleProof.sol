// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Status} from "../../contracts/interfaces/IRecords.sol";
import {Lifecycle} from "../../contracts/libraries/Lifecycle.sol";

/// @notice What a record's status is relied on for, for all of them.
contract LifecycleProof {
    function nothingFollowsAnEnd(Status status, Status next) external pure {
        require(status == Status.CANCELLED || status == Status.ENTERED_IN_ERROR);
        assert(!Lifecycle.follows(status, next));
    }

    function whatWasFinalIsNeverUnfinishedAgain(Status status, Status next) external pure {
        require(status >= Status.FINAL && Lifecycle.follows(status, next));
        assert(next > Status.FINAL && next != Status.CANCELLED);
    }

    function noWayLeadsBackFromFinal(Status status, Status next, Status last) external pure {
        require(status >= Status.FINAL && Lifecycle.follows(status, next) && Lifecycle.follows(next, last));
        assert(last > Status.FINAL);
    }

    function whatIsUnfinishedGoesForwardOrEnds(Status status, Status next) external pure {
        require(status < Status.FINAL && Lifecycle.follows(status, next));
        bool goesOn = next >= status && next <= Status.FINAL;
        assert(goesOn || next == Status.CANCELLED || next == Status.ENTERED_IN_ERROR);
    }

    function changedMeansFinalBefore(Status status, Status next) external pure {
        require(Lifecycle.follows(status, next));
        bool isChange = next == Status.AMENDED || next == Status.CORRECTED || next == Status.APPENDED;
        assert(!isChange || status >= Status.FINAL);
    }

    function anErrorCanBeSaidOfAnythingThatIsNotOver(Status status) external pure {
        require(status < Status.CANCELLED);
        assert(Lifecycle.follows(status, Status.ENTERED_IN_ERROR));
    }
}

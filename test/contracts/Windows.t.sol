// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Answer, NO, UNKNOWN, Window, YES} from "../../contracts/libraries/Window.sol";
import {World} from "./World.sol";

// Half-open windows, against their plain definitions.
contract WindowsTest is World {
    function setUp() public override {}

    /// hardhat-config: fuzz.runs = 10000
    /// deep-config: fuzz.runs = 100000
    function testFuzz_holdsFromTheFirstSecondToBeforeTheLast(uint40 a, uint40 b, uint40 time) external pure {
        (uint40 from, uint40 until) = a < b ? (a, b) : (b, a);
        assertHolds(from, until, time);
        assertHolds(from, until, from);
        assertHolds(from, until, until);
        if (from > 0) assertHolds(from, until, uint256(from) - 1);
        if (until > 0) assertHolds(from, until, uint256(until) - 1);
        assertHolds(from, until, uint256(until) + 1);
    }

    function testFuzz_coversSaysUnknownOnlyBeforeTermsThatReplacedOthers(
        uint40 a,
        uint40 b,
        bool replaced,
        uint40 time
    ) external pure {
        (uint40 from, uint40 until) = a < b ? (a, b) : (b, a);
        Answer expected =
            time >= from && time < until
                ? YES
                : replaced && time < from
                    ? UNKNOWN
                    : NO;
        vm.assertTrue(Window.covers(from, until, replaced, time) == expected, "covers");
    }

    /// @dev As when it was ended before it began: from its end on it is known that nothing held.
    function testFuzz_coversKnowsTheFirstSecondOfAnEmptyWindow(uint40 from, bool replaced) external pure {
        vm.assume(from > 0);
        vm.assertTrue(Window.covers(from, from, replaced, from) == NO, "at its end");
        vm.assertTrue(Window.covers(from, from, replaced, from - 1) == (replaced ? UNKNOWN : NO), "before");
    }

    /// deep-config: fuzz.runs = 100000
    function testFuzz_endLeavesNothingFromThenOnAndAllBefore(
        uint40 a,
        uint40 b,
        uint40 now_,
        uint40 time
    ) external pure {
        (uint40 from, uint40 until) = a < b ? (a, b) : (b, a);
        (uint256 newFrom, uint256 newUntil) = Window.end(from, until, now_);
        vm.assertTrue(newFrom <= newUntil && newUntil <= now_, "still a window, and over");
        bool held = time >= from && time < until && time < now_;
        vm.assertTrue(Window.holds(newFrom, newUntil, time) == held, "the same before");
    }

    /// @dev A moment at which the old window held and which lies before the next one is what gets lost.
    function testFuzz_losesWhatHeldBeforeTheNextStarts(uint40 a, uint40 b, uint40 next, uint40 time) external pure {
        (uint40 from, uint40 until) = a < b ? (a, b) : (b, a);
        bool loses = Window.loses(from, until, next);
        bool isLost = time >= from && time < until && time < next;
        if (isLost) vm.assertTrue(loses, "a moment is lost");
        if (loses) vm.assertTrue(from < until && from < next, "its first second is lost");
    }

    function test_answersAreThree() external pure {
        Answer[3] memory answers = [NO, YES, UNKNOWN];
        for (uint256 i = 0; i < 3; ++i) {
            for (uint256 j = 0; j < 3; ++j) {
                vm.assertTrue((answers[i] == answers[j]) == (i == j), "equal");
                vm.assertTrue((answers[i] != answers[j]) == (i != j), "different");
            }
        }
    }

    function assertHolds(uint256 from, uint256 until, uint256 time) private pure {
        vm.assertTrue(Window.holds(from, until, time) == (from <= time && time < until), "holds");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice What storage can say about a moment: NO, YES, or UNKNOWN, where the terms that held then were written over and a replay of the events
///         decides.
///
/// @dev A value type and not an enum, whose range Solidity checks at each comparison (51 gas an access).
type Answer is uint256;

using {equals as ==, differs as !=} for Answer global;

Answer constant NO = Answer.wrap(0);
Answer constant YES = Answer.wrap(1);
Answer constant UNKNOWN = Answer.wrap(2);

function equals(Answer a, Answer b) pure returns (bool) {
    return Answer.unwrap(a) == Answer.unwrap(b);
}

function differs(Answer a, Answer b) pure returns (bool) {
    return Answer.unwrap(a) != Answer.unwrap(b);
}

/// @notice Half-open windows of time, and what they say about a moment.
library Window {
    /// @notice Whether `time` lies in [from, until), where from <= until.
    function holds(uint256 from, uint256 until, uint256 time) internal pure returns (bool) {
        unchecked {
            // One comparison for both ends: a time before `from` wraps around to a huge number.
            return time - from < until - from;
        }
    }

    /// @notice What storage says of a moment and [from, until).
    ///
    /// @param replaced Whether other terms held before `from` that are no longer stored.
    function covers(uint256 from, uint256 until, bool replaced, uint256 time) internal pure returns (Answer) {
        if (holds(from, until, time)) return YES;
        return replaced && time < from ? UNKNOWN : NO;
    }

    /// @notice The window cut off at `time`: what lies before it is kept, nothing after it is left.
    function end(uint256 from, uint256 until, uint256 time) internal pure returns (uint256, uint256) {
        return (from < time ? from : time, until < time ? until : time);
    }

    /// @notice Whether a window that is written over by one starting at `nextFrom` held at a moment that then is no longer answered for.
    function loses(uint256 from, uint256 until, uint256 nextFrom) internal pure returns (bool) {
        return from < until && from < nextFrom;
    }
}

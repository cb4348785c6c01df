// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice What a review of an access in an emergency came to.
enum Outcome {
    /// @dev Not reviewed yet.
    PENDING,
    JUSTIFIED,
    UNJUSTIFIED
}

/// @notice One storage slot.
struct Review {
    /// @dev Who broke the glass; zero where nothing is to be reviewed.
    address accessor;
    /// @dev First second at which the review is overdue (unix).
    uint40 due;
    Outcome outcome;
}

/// @title Reviews: what happens after the glass was broken
///
/// @notice Every access with basis EMERGENCY is to be reviewed within `REVIEW_TIME` of the block that logged it, by a reviewer of the record's custodian
///         who is not the accessor. A review that comes later counts all the same, and the lateness stays visible.
interface IReviews {
    /// @notice An access in an emergency was reviewed. Once for each access.
    /// @param number The access's number among those of the record.
    /// @param note Commits to the reviewer's reasons, which stay off chain.
    event Reviewed(
        bytes32 indexed record,
        uint40 indexed number,
        address indexed reviewer,
        Outcome outcome,
        bytes32 note
    );

    /// @notice When the access is not one in an emergency.
    error NoReviewDue(bytes32 record, uint40 number);

    /// @notice When the access was reviewed before.
    error AlreadyReviewed(bytes32 record, uint40 number);

    /// @notice When the caller is not a reviewer in force of the record's custodian.
    error NotReviewer(address caller, address custodian);

    /// @notice When an accessor would review an access of its own.
    error OwnAccess(address accessor);

    /// @notice When a review says nothing.
    error NoOutcome();

    /// @notice Reviews an access in an emergency.
    function review(bytes32 record, uint40 number, Outcome outcome, bytes32 note) external;

    /// @notice The review of an access; all zero where none is due.
    function reviewOf(bytes32 record, uint40 number) external view returns (Review memory);
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice Two storage slots: the last anchor of a custodian's sealed book.
struct Book {
    bytes32 root;
    /// @dev The interval it was anchored in: unix time divided by `BOOK_INTERVAL`. Zero when the custodian never anchored.
    uint40 interval;
}

/// @title Books: restrictions, sealed
///
/// @notice A custodian keeps its patients' restrictions in a book off chain, and anchors its Merkle root once in each interval, whether or not anything
///         changed. The book has a leaf for every patient, restricted or not, and every leaf is sealed anew for each anchor; so a root tells nobody
///         whether there is a restriction, and the patient proves by the leaf that it is in.
interface IBooks {
    /// @notice A custodian anchored its book for an interval.
    /// @dev At most once in each; an interval without an anchor is one the custodian left out.
    event BookAnchored(address indexed custodian, uint40 indexed interval, bytes32 root);

    /// @notice When the custodian anchored in this interval already: the next one starts at `next` (unix).
    error AlreadyAnchored(uint40 interval, uint40 next);

    /// @notice When a root is zero.
    error NoRoot();

    /// @notice Anchors the root of the book of the caller's organization, for the interval of this block.
    function anchorBook(bytes32 root) external;

    /// @notice The last anchor of a custodian.
    function bookOf(address custodian) external view returns (Book memory);
}

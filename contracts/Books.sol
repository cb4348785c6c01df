// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Directory} from "./Directory.sol";
import {Book, IBooks} from "./interfaces/IBooks.sol";

/// @title Books: restrictions, sealed
abstract contract Books is IBooks, Directory {
    uint40 private constant BOOK_INTERVAL = 1 days;

    mapping(address custodian => Book book) private _books;

    /// @inheritdoc IBooks
    function anchorBook(bytes32 root) external {
        address custodian = _organizationOf(msg.sender);
        uint40 interval = uint40(block.timestamp) / BOOK_INTERVAL;
        require(_books[custodian].interval < interval, AlreadyAnchored(interval, (interval + 1) * BOOK_INTERVAL));
        require(root != 0, NoRoot());

        _books[custodian] = Book(root, interval);

        emit BookAnchored(custodian, interval, root);
    }

    /// @inheritdoc IBooks
    function bookOf(address custodian) external view returns (Book memory) {
        return _books[custodian];
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

struct PlainEntry {
    bytes32 record;
    bytes32 part;
    uint256 what;
    uint48 patient;
}

/// @title PlainEvent: a yes or no for each patient and provider, and an event for each access
///
/// @notice The cheapest thing that leaves a trace. Nothing is judged, nothing is numbered, and anybody can log anything in anybody's name: an entry left
///         out, made up or without leave looks like any other. What Fiducial costs more is the price of judgement, numbers and rights.
contract PlainEvent {
    mapping(address patient => mapping(address provider => bool)) public isPermitted;

    event Permitted(address indexed patient, address indexed provider);
    event Revoked(address indexed patient, address indexed provider);
    event Accessed(
        bytes32 indexed record,
        address indexed accessor,
        uint48 indexed patient,
        bytes32 part,
        uint256 what
    );

    function permit(address provider) external {
        isPermitted[msg.sender][provider] = true;
        emit Permitted(msg.sender, provider);
    }

    function revoke(address provider) external {
        isPermitted[msg.sender][provider] = false;
        emit Revoked(msg.sender, provider);
    }

    function log(PlainEntry calldata entry) external {
        _log(entry);
    }

    function logMany(PlainEntry[] calldata entries) external {
        for (uint256 i = 0; i < entries.length; ++i) {
            _log(entries[i]);
        }
    }

    function _log(PlainEntry calldata entry) private {
        emit Accessed(entry.record, address(uint160(entry.what)), entry.patient, entry.part, entry.what);
    }
}

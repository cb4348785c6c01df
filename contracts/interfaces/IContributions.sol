// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice Where the content of a section comes from.
enum Origin {
    HUMAN,
    AI,
    /// @dev Written by a human with a tool's help.
    AI_ASSISTED
}

/// @notice What a human made of a contribution.
enum Disposition {
    ACCEPTED,
    MODIFIED,
    REJECTED
}

/// @notice A section of a record, as its author states it.
struct Contribution {
    bytes32 record;
    /// @dev A commitment to which section, keyed with the record's secret.
    bytes32 section;
    /// @dev Commits to the section's content.
    bytes32 digest;
    Origin origin;
    /// @dev The device of the directory that made it or helped; zero for HUMAN, as are the following three.
    address tool;
    /// @dev Commits to the tool's name and version, so that everything one version touched is found by one value.
    bytes32 toolVersion;
    /// @dev SHA-256 of the model.
    bytes32 model;
    /// @dev Merkle root of the digests of what the tool was given.
    bytes32 inputs;
}

/// @title Contributions: who wrote which part of a record, and with what
interface IContributions {
    /// @notice An actor of the record's custodian contributed a section.
    /// @dev Contributions of a record are numbered 1, 2, 3, ... without a gap, and `historyOf(record).contributions` is the last.
    event Contributed(
        bytes32 indexed record,
        address indexed author,
        address indexed tool,
        uint32 number,
        bytes32 section,
        bytes32 digest,
        Origin origin,
        bytes32 toolVersion,
        bytes32 model,
        bytes32 inputs
    );

    /// @notice A practitioner of the record's custodian said what became of a contribution.
    event Disposed(bytes32 indexed record, uint32 indexed number, Disposition disposition, address indexed by);

    /// @notice When the caller is not an actor in force of the record's custodian, or a device where a person is asked for.
    error NotAuthor(address caller, address custodian);

    /// @notice When a human contribution names a tool, or anything of one, or one with a tool names none that is a device in force.
    error WrongTool(Origin origin, address tool);

    /// @notice When a record has no contribution with this number.
    error UnknownContribution(bytes32 record, uint32 number);

    /// @notice Contributes a section, in the caller's name.
    function contribute(Contribution calldata contribution) external;

    /// @notice Says what became of a contribution, as a practitioner of the record's custodian.
    function dispose(bytes32 record, uint32 number, Disposition disposition) external;
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Patients} from "./Patients.sol";
import {IRecords, Record, Registration, Relation} from "./interfaces/IRecords.sol";

/// @title Records: what
abstract contract Records is IRecords, Patients {
    /// @dev The longest list one call takes, so that none nears a block's gas.
    uint256 internal constant MAX_BATCH = 100;

    /// @dev Kinds are bits of `Permit.kinds`.
    uint8 internal constant RECORD_KINDS = 48;

    mapping(bytes32 record => Record state) private _records;

    /// @inheritdoc IRecords
    function register(Registration calldata registration) external {
        _register(_organizationOf(msg.sender), registration);
    }

    /// @inheritdoc IRecords
    function registerMany(Registration[] calldata registrations) external {
        address custodian = _organizationOf(msg.sender);
        _requireLength(registrations.length);

        for (uint256 i = 0; i < registrations.length; ++i) {
            _register(custodian, registrations[i]);
        }
    }

    /// @inheritdoc IRecords
    function amend(bytes32 record, bytes32 digest) external {
        _requireCustodian(record);
        bytes32 previous = _records[record].digest;
        require(digest != 0 && digest != previous, SameDigest(digest));

        _records[record].digest = digest;

        emit Amended(record, digest, previous, msg.sender);
    }

    /// @inheritdoc IRecords
    function relate(bytes32 record, Relation relation, bytes32 target) external {
        _requireCustodian(record);
        require(target != record, SelfRelation(record));
        require(_records[target].custodian != address(0), UnknownRecord(target));

        emit Related(record, target, relation, msg.sender);
    }

    /// @inheritdoc IRecords
    function recordOf(bytes32 record) external view returns (Record memory) {
        return _records[record];
    }

    /// @inheritdoc IRecords
    function accessCountOf(bytes32 record) external view returns (uint40) {
        return _records[record].accessCount;
    }

    function _record(bytes32 record) internal view returns (Record storage) {
        return _records[record];
    }

    function _requireLength(uint256 length) internal pure {
        require(length > 0 && length <= MAX_BATCH, WrongLength(length, MAX_BATCH));
    }

    function _requireCustodian(bytes32 record) private view {
        address custodian = _records[record].custodian;
        require(custodian != address(0), UnknownRecord(record));
        require(_organizationOf(msg.sender) == custodian, NotCustodian(msg.sender, custodian));
    }

    function _register(address custodian, Registration calldata registration) private {
        (bytes32 record, uint48 patient) = (registration.record, registration.patient);
        require(_records[record].custodian == address(0), AlreadyRegistered(record));
        require(_patient(patient).custodian == custodian, NotItsPatient(patient, custodian));
        require(registration.kind < RECORD_KINDS, UnknownKind(registration.kind));
        require(registration.digest != 0, SameDigest(0));

        _records[record] = Record(custodian, patient, 0, registration.kind, registration.digest);

        emit Registered(record, patient, custodian, registration.kind, registration.digest, msg.sender);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Proxies} from "./Proxies.sol";
import {History, IRecords, Record, Registration, Relation, Status} from "./interfaces/IRecords.sol";
import {Lifecycle} from "./libraries/Lifecycle.sol";

/// @title Records: what
abstract contract Records is IRecords, Proxies {
    /// @dev The longest list one call takes, so that none nears a block's gas.
    uint256 internal constant MAX_BATCH = 100;

    /// @dev Kinds are bits of `Permit.kinds`.
    uint8 internal constant RECORD_KINDS = 48;

    mapping(bytes32 record => Record state) private _records;
    mapping(bytes32 record => History history) private _histories;
    uint48 private _recordCount;

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
    function amend(bytes32 record, bytes32 digest, Status status) external {
        _requireCustodian(record);
        bytes32 previous = _records[record].digest;
        History storage history = _histories[record];
        require(digest != 0 && (digest != previous || status != history.status), SameDigest(digest));
        require(Lifecycle.follows(history.status, status), WrongStatus(history.status, status));

        _records[record].digest = digest;
        history.status = status;
        history.revision += 1;

        emit Amended(record, history.revision, status, digest, previous, msg.sender);
    }

    /// @inheritdoc IRecords
    function relate(bytes32 record, Relation relation, bytes32 target) external {
        _requireCustodian(record);
        uint48 number = _histories[target].number;
        require(number != 0, UnknownRecord(target));
        require(number < _histories[record].number, NotOlder(record, target));

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

    /// @inheritdoc IRecords
    function historyOf(bytes32 record) external view returns (History memory) {
        return _histories[record];
    }

    function _history(bytes32 record) internal view returns (History storage) {
        return _histories[record];
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
        Status status = registration.status;
        require(_records[record].custodian == address(0), AlreadyRegistered(record));
        _requireItsPatient(custodian, patient);
        require(registration.kind < RECORD_KINDS, UnknownKind(registration.kind));
        require(status <= Status.FINAL, WrongStatus(status, status));
        require(registration.digest != 0, SameDigest(0));

        _records[record] = Record(custodian, patient, 0, registration.kind, registration.digest);
        _histories[record] = History(++_recordCount, 0, 0, status);

        emit Registered(record, patient, custodian, registration.kind, status, registration.digest, msg.sender);
    }
}

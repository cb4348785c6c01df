// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {FiducialRegistry} from "../../contracts/FiducialRegistry.sol";
import {AccessEntry, IAccessLog} from "../../contracts/interfaces/IAccessLog.sol";
import {Permit, Terms} from "../../contracts/interfaces/IConsents.sol";
import {Actor} from "../../contracts/interfaces/IDirectory.sol";
import {Patient} from "../../contracts/interfaces/IPatients.sol";
import {Record} from "../../contracts/interfaces/IRecords.sol";
import {Vm} from "./Vm.sol";
import {Verdict, unpackVerdict} from "./Words.sol";
import {afterPermit, afterRevocation} from "./PermitModel.sol";
import {Pools} from "./Pools.sol";

/// @notice A memory of what was done by whom was entitled to it, and of what must never happen. The laws compare the registry with it.
abstract contract Ghost is Pools {
    /// @dev A signed permit that somebody kept, and what it was signed for.
    struct Kept {
        Terms terms;
        uint32 version;
        uint32 epoch;
        bytes signature;
    }

    /// @dev An access as it was logged, and the verdict then.
    struct Logged {
        AccessEntry entry;
        uint8 basis;
    }

    uint40 public clock = NOW;
    mapping(uint256 key => Permit) internal _permits;
    mapping(uint256 key => uint40) public revokedAt;
    mapping(uint48 patient => Patient) internal _patients;
    mapping(address staff => Actor) internal _actors;
    mapping(bytes32 record => uint40) public accessCount;
    mapping(address gateway => uint40) public entryCount;
    bytes32[] public records = [RECORD, OTHER_RECORD, FOREIGN_RECORD];
    mapping(bytes32 record => Record) internal _records;
    Logged[] internal _logged;
    Kept[] internal _kept;

    /// @notice What must never happen, by its name, once it has.
    mapping(string what => bool) public happened;

    constructor() {
        setUp();
        for (uint48 patient = ALICE; patient <= BOB; ++patient) _patients[patient] = registry.patientOf(patient);
        for (uint256 i = 0; i < STAFF; ++i) _actors[staffAt(i)] = registry.actorOf(staffAt(i));
        for (uint256 i = 0; i < 3; ++i) _records[records[i]] = registry.recordOf(records[i]);
    }

    function permitModel(uint256 key) external view returns (Permit memory) {
        return _permits[key];
    }

    function patientModel(uint48 patient) external view returns (Patient memory) {
        return _patients[patient];
    }

    function actorModel(address actor) external view returns (Actor memory) {
        return _actors[actor];
    }

    function recordModel(bytes32 record) external view returns (Record memory) {
        return _records[record];
    }

    function logged() external view returns (Logged[] memory) {
        return _logged;
    }

    function recordCount() external view returns (uint256) {
        return records.length;
    }

    function deployed() external view returns (FiducialRegistry) {
        return registry;
    }

    function notePermit(uint256 key, Terms memory t) internal {
        _permits[key] = afterPermit(_permits[key], t, clock);
        revokedAt[key] = 0;
    }

    function noteRevocation(uint256 key) internal {
        _permits[key] = afterRevocation(_permits[key], clock);
        revokedAt[key] = clock;
    }

    /// @dev Each access has the next number of its record, each entry the next of its gateway.
    function noteAccesses(address by) internal {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] != IAccessLog.Accessed.selector) continue;
            (bytes32 part, uint256 what, uint256 word) = abi.decode(logs[i].data, (bytes32, uint256, uint256));
            Verdict memory verdict = unpackVerdict(word);
            bytes32 record = logs[i].topics[1];
            if (verdict.number != ++accessCount[record]) happened["a record's numbers have a gap"] = true;
            if (by != address(0) && verdict.entryNumber != ++entryCount[by])
                happened["a gateway's numbers have a gap"] = true;
            what = ((what >> 160) << 160) | uint256(logs[i].topics[2]);
            // What is said of this second can still change in it.
            if (uint40(what >> 160) < clock) _logged.push(Logged(AccessEntry(record, part, what), verdict.basis));
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {History, IRecords, Registration, Status} from "../../contracts/interfaces/IRecords.sol";
import {Lifecycle} from "../../contracts/libraries/Lifecycle.sol";
import {RoomWorld} from "./RoomWorld.sol";
import {Vm} from "./Vm.sol";

// The life of a record
// ├── one status follows another exactly where a table says so, written down by hand from the definitions of FHIR R4 DiagnosticReport.status
// ├── what was final is never unfinished again, and never cancelled
// ├── nothing leaves the end
// └── whatever is tried in whatever order, status, digest and revision are those of a model, and the digests form a chain
contract LifecycleTest is RoomWorld {
    struct Model {
        Status status;
        bytes32 digest;
        uint32 revision;
    }

    /// @dev A line for each status, a column for each next one, both in FHIR's order: registered, partial, preliminary, final, amended, corrected, appended,
    ///      cancelled, entered-in-error.
    string[9] private table = [
        "yyyy---yy", // registered: nothing to read yet; the rest comes bit by bit or at once
        "-yyy---yy", // partial: more of it may come
        "--yy---yy", // preliminary: verified, not complete
        "----yyy-y", // final: whatever changes now is an amendment, a correction or an addition
        "----yyy-y", // amended
        "----yyy-y", // corrected
        "----yyy-y", // appended
        "---------", // cancelled: given up; a new record is another one
        "---------" // entered-in-error: should never have been
    ];

    function test_followsTheTable() external view {
        for (uint8 status = 0; status < 9; ++status) {
            for (uint8 next = 0; next < 9; ++next) {
                vm.assertTrue(Lifecycle.follows(Status(status), Status(next)) == inTable(status, next), "follows");
            }
        }
    }

    function test_amendsWithANewDigestByTheTable() external {
        for (uint8 status = 0; status < 9; ++status) {
            bytes32 record = recordWith(Status(status));
            for (uint8 next = 0; next < 9; ++next) assertAmends(record, keccak256("next digest"), status, next);
        }
    }

    function test_amendsWithTheSameDigestByTheTable() external {
        for (uint8 status = 0; status < 9; ++status) {
            bytes32 record = recordWith(Status(status));
            for (uint8 next = 0; next < 9; ++next) assertAmends(record, DIGEST, status, next);
        }
    }

    function testFuzz_nothingLeavesTheEnd(uint256 seed) external {
        bytes32[2] memory over = [recordWith(Status.CANCELLED), recordWith(Status.ENTERED_IN_ERROR)];
        for (uint256 i = 0; i < over.length; ++i) {
            bytes memory before = abi.encode(registry.recordOf(over[i]), registry.historyOf(over[i]));
            for (uint256 step = 0; step < 12; ++step) {
                (bytes32 digest, Status next) = (bytes32(roll(seed, step)), Status(roll(seed, 100 + step) % 9));
                vm.assertFalse(does(hospital, abi.encodeCall(registry.amend, (over[i], digest, next))));
            }
            vm.assertEq(abi.encode(registry.recordOf(over[i]), registry.historyOf(over[i])), before);
        }
    }

    /// @dev Said of whole lives, and without the table: a mistake in it would have to be made twice.
    /// hardhat-config: fuzz.runs = 10000
    function testFuzz_whatWasFinalIsNeverUnfinishedOrCancelled(uint8 first, uint8[24] memory path) external pure {
        Status status = Status(first % 4);
        bool wasFinal = status == Status.FINAL;
        for (uint256 i = 0; i < path.length; ++i) {
            Status next = Status(path[i] % 9);
            if (!Lifecycle.follows(status, next)) continue;
            vm.assertTrue(status != Status.CANCELLED && status != Status.ENTERED_IN_ERROR, "after the end");
            if (wasFinal) vm.assertTrue(next > Status.FINAL && next != Status.CANCELLED, "after final");
            else vm.assertTrue(next < Status.AMENDED || next > Status.APPENDED, "changed before it was final");
            if (next < Status.FINAL) vm.assertTrue(next >= status, "backwards");
            status = next;
            wasFinal = wasFinal || status == Status.FINAL;
        }
    }

    function testFuzz_isThatOfAModelWhateverIsTried(uint256 seed) external {
        bytes32 record = keccak256("modelled record");
        Model memory model = Model(Status(roll(seed, 0) % 4), DIGEST, 0);
        send(
            hospital,
            abi.encodeCall(registry.register, (Registration(record, ALICE, STUDY, model.status, model.digest)))
        );
        for (uint256 i = 1; i <= 24; ++i) {
            // Few digests, so that the same one comes up often; the first is none.
            bytes32 digest = [bytes32(0), DIGEST, keccak256("a"), keccak256("b")][roll(seed, i) % 4];
            // The end comes up seldom, so that lives are long.
            Status next = Status(roll(seed, 100 + i) % (roll(seed, 200 + i) % 4 == 0 ? 9 : 7));
            bytes memory refusal = refusalOf(model, digest, next);
            attempt(registrar, abi.encodeCall(registry.amend, (record, digest, next)), refusal);
            if (refusal.length == 0) model = Model(next, digest, model.revision + 1);
            assertModel(record, model);
        }
    }

    function testFuzz_eachRevisionNamesTheDigestBeforeIt(uint256 seed) external {
        bytes32 digest = DIGEST;
        uint256 length = 1 + (roll(seed, 0) % 16);
        vm.recordLogs();
        for (uint256 i = 1; i <= length; ++i) {
            bytes memory call = abi.encodeCall(
                registry.amend,
                (RECORD, bytes32(roll(seed, i)), Status(4 + (roll(seed, 50 + i) % 3)))
            );
            send(hospital, call);
        }
        Vm.Log[] memory logs = vm.getRecordedLogs();
        vm.assertEq(logs.length, length);
        for (uint256 i = 0; i < length; ++i) {
            vm.assertEq(logs[i].topics[0], IRecords.Amended.selector);
            vm.assertEq(logs[i].topics[1], RECORD);
            (uint32 revision, , bytes32 next, bytes32 previous, address by) = abi.decode(
                logs[i].data,
                (uint32, Status, bytes32, bytes32, address)
            );
            vm.assertEq(revision, i + 1, "revision");
            vm.assertEq(previous, digest);
            vm.assertEq(by, hospital);
            digest = next;
        }
        vm.assertEq(registry.recordOf(RECORD).digest, digest);
    }

    function inTable(uint8 status, uint8 next) private view returns (bool) {
        return bytes(table[status])[next] == "y";
    }

    function refusalOf(Model memory model, bytes32 digest, Status next) private view returns (bytes memory) {
        if (digest == 0 || (digest == model.digest && next == model.status)) {
            return abi.encodeWithSelector(IRecords.SameDigest.selector, digest);
        }
        if (inTable(uint8(model.status), uint8(next))) return "";
        return abi.encodeWithSelector(IRecords.WrongStatus.selector, model.status, next);
    }

    /// @dev Leaves the record as it was.
    function assertAmends(bytes32 record, bytes32 digest, uint8 status, uint8 next) private {
        uint256 before = vm.snapshotState();
        Model memory model = Model(Status(status), DIGEST, registry.historyOf(record).revision);
        bytes memory refusal = refusalOf(model, digest, Status(next));
        attempt(hospital, abi.encodeCall(registry.amend, (record, digest, Status(next))), refusal);
        if (refusal.length == 0) model = Model(Status(next), digest, model.revision + 1);
        assertModel(record, model);
        vm.revertToStateAndDelete(before);
    }

    function assertModel(bytes32 record, Model memory model) private view {
        History memory history = registry.historyOf(record);
        vm.assertEq(uint256(history.status), uint256(model.status), "status");
        vm.assertEq(history.revision, model.revision, "revision");
        vm.assertEq(registry.recordOf(record).digest, model.digest);
    }
}

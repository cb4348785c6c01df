// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {IDirectory} from "../../contracts/interfaces/IDirectory.sol";
import {IRecords, Registration, Relation, Status} from "../../contracts/interfaces/IRecords.sol";
import {RoomWorld} from "./RoomWorld.sol";
import {Vm} from "./Vm.sol";

// relate
// ├── when the record is unknown → it reverts with UnknownRecord
// ├── when the caller is no registrar → it reverts with NotRegistrar
// ├── when the caller is one of another organization → it reverts with NotCustodian
// ├── when the target is unknown → it reverts with UnknownRecord
// ├── when the target is not older → it reverts with NotOlder; so relations never form a circle
// ├── when the relation is none → it reverts
// └── otherwise
//     ├── the relation is stated, to another custodian's record too, as often as it is stated
//     ├── nothing is stored: whoever is pointed at loses and gains nothing
//     └── records that are over relate as others do: what replaces them points at them
contract RelateTest is RoomWorld {
    bytes32 private constant NOWHERE = keccak256("not registered");

    function test_refusesAnUnknownRecord() external {
        refuse(hospital, relation(NOWHERE, RECORD), abi.encodeWithSelector(IRecords.UnknownRecord.selector, NOWHERE));
    }

    function test_refusesAnUnknownTarget() external {
        refuse(hospital, relation(RECORD, NOWHERE), abi.encodeWithSelector(IRecords.UnknownRecord.selector, NOWHERE));
    }

    function testFuzz_refusesWhoIsNoRegistrar(address caller) external {
        vm.assume(caller != hospital && caller != registrar && caller != clinic);
        bytes memory refusal = abi.encodeWithSelector(IDirectory.NotRegistrar.selector, caller);
        refuse(caller, relation(OTHER_RECORD, RECORD), refusal);
    }

    function test_refusesAnotherCustodian() external {
        bytes4 selector = IRecords.NotCustodian.selector;
        refuse(clinic, relation(OTHER_RECORD, FOREIGN_RECORD), abi.encodeWithSelector(selector, clinic, hospital));
        refuse(registrar, relation(FOREIGN_RECORD, RECORD), abi.encodeWithSelector(selector, registrar, clinic));
    }

    function test_refusesTheRecordItself() external {
        refuse(hospital, relation(RECORD, RECORD), abi.encodeWithSelector(IRecords.NotOlder.selector, RECORD, RECORD));
    }

    function testFuzz_relatesToOlderRecordsAlone(uint256 seed) external {
        bytes32[] memory records = registerAlternately(12);
        (uint256 record, uint256 target) = (2 * (roll(seed, 0) % 6), roll(seed, 1) % 12);
        bytes memory refusal =
            target < record
                ? bytes("")
                : abi.encodeWithSelector(IRecords.NotOlder.selector, records[record], records[target]);
        attempt(hospital, relation(records[record], records[target]), refusal);
    }

    function test_statesEachRelation() external {
        for (uint8 number = 0; number < 4; ++number) {
            vm.expectEmit(address(registry));
            emit IRecords.Related(OTHER_RECORD, RECORD, Relation(number), registrar);
            send(registrar, abi.encodeCall(registry.relate, (OTHER_RECORD, Relation(number), RECORD)));
        }
    }

    function testFuzz_refusesANumberThatIsNoRelation(uint256 number) external {
        number = within(number, 4, type(uint256).max);
        bytes4 relate = registry.relate.selector;
        vm.assertFalse(does(hospital, abi.encodeWithSelector(relate, OTHER_RECORD, number, RECORD)));
        vm.assertTrue(does(hospital, abi.encodeWithSelector(relate, OTHER_RECORD, 3, RECORD)));
    }

    function test_statesARelationToAnotherCustodiansRecord() external {
        vm.expectEmit(address(registry));
        emit IRecords.Related(RECORD, FOREIGN_RECORD, Relation.DERIVED_FROM, hospital);
        send(hospital, relation(RECORD, FOREIGN_RECORD));
    }

    function test_statesARelationAgainAndOthersBesideIt() external {
        vm.recordLogs();
        send(hospital, relation(OTHER_RECORD, RECORD));
        send(hospital, relation(OTHER_RECORD, RECORD));
        send(hospital, relation(OTHER_RECORD, FOREIGN_RECORD));
        vm.assertEq(vm.getRecordedLogs().length, 3);
    }

    function testFuzz_storesNothing(uint8 number) external {
        bytes memory call = abi.encodeCall(registry.relate, (OTHER_RECORD, Relation(number % 4), RECORD));
        sendWithoutWriting(hospital, call);
    }

    function testFuzz_takesNothingFromWhomAnotherCustodianPointsAt(uint256 seed) external {
        permit(terms());
        bytes32[] memory records = registerAlternately(8);
        bytes memory before = stateOf(RECORD);
        for (uint256 i = 0; i < 8; ++i) {
            Relation stated = Relation(roll(seed, i) % 4);
            send(clinic, abi.encodeCall(registry.relate, (records[1 + 2 * (i % 4)], stated, RECORD)));
        }
        vm.assertEq(stateOf(RECORD), before);
        assertBasis(access(), Basis.PERMIT);
        // Its custodian can do with it what it could, and the one who pointed at it can do nothing.
        send(hospital, abi.encodeCall(registry.relate, (RECORD, Relation.PART_OF, FOREIGN_RECORD)));
        send(hospital, abi.encodeCall(registry.amend, (RECORD, keccak256("next"), Status.AMENDED)));
        bytes memory refusal = abi.encodeWithSelector(IRecords.NotCustodian.selector, clinic, hospital);
        refuse(clinic, abi.encodeCall(registry.amend, (RECORD, DIGEST, Status.ENTERED_IN_ERROR)), refusal);
    }

    function testFuzz_relatesRecordsOfAnyStatus(uint8 status, uint8 targetStatus) external {
        bytes32 target = recordWith(Status(targetStatus % 9));
        vm.assume(status % 9 != targetStatus % 9);
        bytes32 record = recordWith(Status(status % 9));
        vm.expectEmit(address(registry));
        emit IRecords.Related(record, target, Relation.REPLACES, hospital);
        send(hospital, abi.encodeCall(registry.relate, (record, Relation.REPLACES, target)));
    }

    /// @dev Two custodians state relations at random among their records. The circle is looked for in what the events say, without any number.
    function testFuzz_neverFormsACircle(uint256 seed) external {
        bytes32[] memory records = registerAlternately(10);
        uint256 refused = 0;
        vm.recordLogs();
        for (uint256 i = 0; i < 40; ++i) {
            (uint256 record, uint256 target) = (roll(seed, 2 * i) % 10, roll(seed, 2 * i + 1) % 10);
            bool done = does(record % 2 == 0 ? hospital : clinic, relation(records[record], records[target]));
            vm.assertTrue(done == (target < record), "stated if and only if the target is older");
            if (!done) ++refused;
        }
        Vm.Log[] memory logs = vm.getRecordedLogs();
        vm.assertEq(logs.length, 40 - refused);
        uint256[] memory reached = reach(records, logs);
        for (uint256 i = 0; i < 10; ++i) vm.assertEq((reached[i] >> i) & 1, 0, "a circle");
    }

    /// @dev The hospital's records at even places, the clinic's at odd ones, in the order of their numbers.
    function registerAlternately(uint256 count) private returns (bytes32[] memory records) {
        records = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            records[i] = keccak256(abi.encode("of a graph", i));
            uint48 patient = i % 2 == 0 ? ALICE : BOB;
            Registration memory one = Registration(records[i], patient, STUDY, Status.FINAL, DIGEST);
            send(i % 2 == 0 ? hospital : clinic, abi.encodeCall(registry.register, (one)));
        }
    }

    /// @dev For each record the set, as bits, of those that can be reached from it.
    function reach(bytes32[] memory records, Vm.Log[] memory logs) private pure returns (uint256[] memory reached) {
        reached = new uint256[](records.length);
        for (uint256 i = 0; i < logs.length; ++i) {
            reached[place(records, logs[i].topics[1])] |= 1 << place(records, logs[i].topics[2]);
        }
        for (uint256 through = 0; through < records.length; ++through) {
            for (uint256 i = 0; i < records.length; ++i) {
                if ((reached[i] >> through) & 1 == 1) reached[i] |= reached[through];
            }
        }
    }

    function place(bytes32[] memory records, bytes32 record) private pure returns (uint256 i) {
        while (records[i] != record) ++i;
    }

    function relation(bytes32 record, bytes32 target) private view returns (bytes memory) {
        return abi.encodeCall(registry.relate, (record, Relation.DERIVED_FROM, target));
    }

    function stateOf(bytes32 record) private view returns (bytes memory) {
        return abi.encode(registry.recordOf(record), registry.historyOf(record));
    }
}

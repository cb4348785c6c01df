// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry, Basis, IAccessLog} from "../../contracts/interfaces/IAccessLog.sol";
import {ActorKind, Role} from "../../contracts/interfaces/IDirectory.sol";
import {IGateways} from "../../contracts/interfaces/IGateways.sol";
import {IRecords} from "../../contracts/interfaces/IRecords.sol";
import {Vm} from "./Vm.sol";
import {World} from "./World.sol";
import {Access, Verdict, packAccess, packVerdict, unpackVerdict} from "./Words.sol";

// logAccesses
// ├── when the caller is not a gateway in force → it reverts with NotGateway
// ├── when the first number is not the next → it reverts with WrongNumber
// ├── when the list is empty or too long → it reverts with WrongLength
// ├── when an access is said to happen after the block's time → it reverts with InFuture
// ├── when a record is unknown → it reverts with UnknownRecord
// ├── when a record is another custodian's → it reverts with NotCustodiansGateway
// ├── when one of a list is refused → none is logged
// └── otherwise
//     ├── the accessor is whom the entry names, the gateway is the caller
//     ├── accesses are numbered for each record, entries for each gateway
//     └── whatever accessor and claim are stated, the access is logged
contract LogAccessesTest is World {
    function test_refusesWhoIsNoGateway() external {
        address[6] memory callers = [stranger, radiologist, registrar, hospital, admin, alice];
        for (uint256 i = 0; i < callers.length; ++i) {
            refuse(callers[i], 1, list(1), abi.encodeWithSelector(IGateways.NotGateway.selector, callers[i]));
        }
    }

    function test_refusesAGatewayFromItsEndOn() external {
        vm.prank(hospital);
        registry.admit(gateway, ActorKind.DEVICE, Role.GATEWAY, 0, NOW + 10);
        vm.warp(NOW + 9);
        log(gateway, 1, list(1));
        vm.warp(NOW + 10);
        refuse(gateway, 2, list(1), abi.encodeWithSelector(IGateways.NotGateway.selector, gateway));
    }

    function test_refusesAGatewayBeforeItsFirstSecond() external {
        address next = name("next gateway");
        vm.prank(hospital);
        registry.admit(next, ActorKind.DEVICE, Role.GATEWAY, NOW + 10, NO_END);
        vm.warp(NOW + 9);
        refuse(next, 1, list(1), abi.encodeWithSelector(IGateways.NotGateway.selector, next));
        vm.warp(NOW + 10);
        log(next, 1, list(1));
    }

    function test_refusesAGatewayOfASuspendedOrganization() external {
        vm.prank(admin);
        registry.suspendOrganization(hospital);
        refuse(gateway, 1, list(1), abi.encodeWithSelector(IGateways.NotGateway.selector, gateway));
    }

    function testFuzz_refusesAnyNumberButTheNext(uint40 first) external {
        log(gateway, 1, list(3));
        vm.assume(first != 4);
        refuse(gateway, first, list(1), abi.encodeWithSelector(IAccessLog.WrongNumber.selector, 4, first));
    }

    function test_refusesABatchTwice() external {
        log(gateway, 1, list(2));
        refuse(gateway, 1, list(2), abi.encodeWithSelector(IAccessLog.WrongNumber.selector, 3, 1));
        vm.assertEq(registry.entryCountOf(gateway), 2);
        vm.assertEq(registry.accessCountOf(RECORD), 2);
    }

    function test_refusesAListThatIsEmptyOrTooLong() external {
        refuse(gateway, 1, list(0), abi.encodeWithSelector(IRecords.WrongLength.selector, 0, 100));
        refuse(gateway, 1, list(101), abi.encodeWithSelector(IRecords.WrongLength.selector, 101, 100));
        log(gateway, 1, list(100));
    }

    function test_refusesTheFuture() external {
        AccessEntry[] memory entries = list(2);
        Access memory stated = access();
        stated.time = NOW + 1;
        entries[1] = entry(stated);
        refuse(gateway, 1, entries, abi.encodeWithSelector(IAccessLog.InFuture.selector, NOW + 1, uint256(NOW)));
    }

    function test_refusesAnUnknownRecord() external {
        AccessEntry[] memory entries = list(2);
        entries[1].record = keccak256("not registered");
        refuse(gateway, 1, entries, abi.encodeWithSelector(IRecords.UnknownRecord.selector, entries[1].record));
    }

    function test_refusesAnotherCustodiansRecord() external {
        AccessEntry[] memory entries = list(2);
        entries[1].record = FOREIGN_RECORD;
        bytes4 refusal = IAccessLog.NotCustodiansGateway.selector;
        refuse(gateway, 1, entries, abi.encodeWithSelector(refusal, gateway, clinic));
    }

    function test_logsAllOrNone() external {
        AccessEntry[] memory entries = list(50);
        entries[49].record = FOREIGN_RECORD;
        refuse(gateway, 1, entries, abi.encodeWithSelector(IAccessLog.NotCustodiansGateway.selector, gateway, clinic));
        vm.assertEq(registry.entryCountOf(gateway), 0);
        vm.assertEq(registry.accessCountOf(RECORD), 0);
    }

    function test_numbersAccessesByRecordAndEntriesByGateway() external {
        AccessEntry[] memory entries = list(4);
        (entries[1].record, entries[2].record) = (OTHER_RECORD, OTHER_RECORD);
        expectAccessed(RECORD, entries[0], Verdict(1, 1, 0, 0));
        expectAccessed(OTHER_RECORD, entries[1], Verdict(1, 2, 0, 0));
        expectAccessed(OTHER_RECORD, entries[2], Verdict(2, 3, 0, 0));
        expectAccessed(RECORD, entries[3], Verdict(2, 4, 0, 0));
        log(gateway, 1, entries);
        vm.assertEq(registry.entryCountOf(gateway), 4);
        vm.assertEq(registry.accessCountOf(RECORD), 2);
        vm.assertEq(registry.accessCountOf(OTHER_RECORD), 2);
    }

    function test_numbersTheEntriesOfEachGateway() external {
        address other = name("other gateway");
        vm.prank(hospital);
        registry.admit(other, ActorKind.DEVICE, Role.GATEWAY, 0, NO_END);
        log(gateway, 1, list(2));
        log(other, 1, list(1));
        log(gateway, 3, list(1));
        vm.assertEq(registry.entryCountOf(gateway), 3);
        vm.assertEq(registry.entryCountOf(other), 1);
        vm.assertEq(registry.accessCountOf(RECORD), 4);
    }

    function testFuzz_logsWhateverIsStatedOfThePast(Access memory stated, bytes32 part) external {
        stated.time = uint40(within(stated.time, 0, NOW));
        AccessEntry[] memory entries = new AccessEntry[](1);
        entries[0] = AccessEntry(RECORD, part, packAccess(stated));
        (Basis basis, uint32 version) = registry.basisOf(entries[0]);
        expectAccessed(RECORD, entries[0], Verdict(1, 1, uint8(basis), version));
        log(gateway, 1, entries);
    }

    function test_judgesByTheAccessorsLeaveAndNotByTheGateways() external {
        permit(terms());
        AccessEntry[] memory entries = list(1);
        expectAccessed(RECORD, entries[0], Verdict(1, 1, uint8(Basis.PERMIT), 1));
        log(gateway, 1, entries);
    }

    function testFuzz_logsNoneWhereOneIsOfTheFuture(uint40 time, uint256 seed) external {
        AccessEntry[] memory entries = list(1 + (roll(seed, 0) % 20));
        Access memory stated = access();
        stated.time = uint40(within(time, NOW + 1, NO_END));
        entries[roll(seed, 1) % entries.length] = entry(stated);
        refuse(gateway, 1, entries, abi.encodeWithSelector(IAccessLog.InFuture.selector, stated.time, uint256(NOW)));
        vm.assertEq(registry.entryCountOf(gateway), 0);
        vm.assertEq(registry.accessCountOf(RECORD), 0);
    }

    /// deep-config: fuzz.runs = 100000
    function testFuzz_numbersBatchesWithoutAGap(uint256 seed) external {
        address[2] memory gateways = [gateway, name("other gateway")];
        vm.prank(hospital);
        registry.admit(gateways[1], ActorKind.DEVICE, Role.GATEWAY, 0, NO_END);
        uint40[2] memory sent;
        uint40[2] memory logged;
        for (uint256 i = 0; i < 3; ++i) {
            uint256 who = roll(seed, i) % 2;
            AccessEntry[] memory entries = list(1 + ((roll(seed, i) >> 8) % 4));
            for (uint256 j = 0; j < entries.length; ++j) {
                if (roll(seed, 10 * (i + 1) + j) % 2 == 0) entries[j].record = OTHER_RECORD;
            }
            refuse(gateways[who], sent[who], entries, wrongNumber(sent[who] + 1, sent[who]));
            vm.recordLogs();
            log(gateways[who], sent[who] + 1, entries);
            assertNumbered(vm.getRecordedLogs(), entries, logged, sent[who]);
            sent[who] += uint40(entries.length);
        }
        for (uint256 who = 0; who < 2; ++who) vm.assertEq(registry.entryCountOf(gateways[who]), sent[who]);
        vm.assertEq(registry.accessCountOf(RECORD), logged[0]);
        vm.assertEq(registry.accessCountOf(OTHER_RECORD), logged[1]);
    }

    function list(uint256 length) private view returns (AccessEntry[] memory entries) {
        entries = new AccessEntry[](length);
        for (uint256 i = 0; i < length; ++i) entries[i] = entry();
    }

    function log(address by, uint40 first, AccessEntry[] memory entries) private {
        vm.prank(by);
        registry.logAccesses(first, entries);
    }

    function refuse(address by, uint40 first, AccessEntry[] memory entries, bytes memory refusal) private {
        vm.expectRevert(refusal);
        log(by, first, entries);
    }

    /// @dev Counts `logged`, the accesses of each record, on.
    function assertNumbered(
        Vm.Log[] memory logs,
        AccessEntry[] memory entries,
        uint40[2] memory logged,
        uint40 sent
    ) private pure {
        vm.assertEq(logs.length, entries.length);
        for (uint256 i = 0; i < logs.length; ++i) {
            vm.assertEq(logs[i].topics[1], entries[i].record);
            (, , uint256 word) = abi.decode(logs[i].data, (bytes32, uint256, uint256));
            Verdict memory verdict = unpackVerdict(word);
            vm.assertEq(verdict.number, ++logged[entries[i].record == RECORD ? 0 : 1], "access number");
            vm.assertEq(verdict.entryNumber, sent + i + 1, "entry number");
        }
    }

    function wrongNumber(uint40 next, uint40 given) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IAccessLog.WrongNumber.selector, next, given);
    }

    function expectAccessed(bytes32 record, AccessEntry memory given, Verdict memory verdict) private {
        address accessor = address(uint160(given.what));
        uint256 what = ((given.what >> 160) << 160) | uint160(gateway);
        vm.expectEmit(address(registry));
        emit IAccessLog.Accessed(record, accessor, ALICE, given.part, what, packVerdict(verdict));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry, Basis, IAccessLog} from "../../contracts/interfaces/IAccessLog.sol";
import {Appointment, Power} from "../../contracts/interfaces/IProxies.sol";
import {IRecords} from "../../contracts/interfaces/IRecords.sol";
import {Terms} from "../../contracts/interfaces/IConsents.sol";
import {World} from "./World.sol";
import {Access, Verdict, packAccess, packVerdict} from "./Words.sol";

// logOwn
// ├── when the access is said to happen after the block's time → it reverts with InFuture
// ├── when the record is unknown → it reverts with UnknownRecord
// ├── when the caller is neither of the directory, nor the controller, nor acted for them, nor was ever permitted → it reverts with NotInDirectory
// └── otherwise
//     ├── the caller is the accessor, whatever account the entry names
//     ├── every field of the entry is in the event, and no gateway
//     ├── the access has the record's next number and no entry number
//     └── an access without leave is logged too, as NONE
contract LogOwnTest is World {
    function test_refusesTheFuture() external {
        Access memory stated = access();
        stated.time = NOW + 1;
        vm.expectRevert(abi.encodeWithSelector(IAccessLog.InFuture.selector, NOW + 1, uint256(NOW)));
        log(radiologist, entry(stated));
        stated.time = NOW;
        log(radiologist, entry(stated));
        stated.time = NOW - 1;
        log(radiologist, entry(stated));
        stated.time = 0;
        log(radiologist, entry(stated));
    }

    function test_refusesAnUnknownRecord() external {
        AccessEntry memory unknown = entry();
        unknown.record = keccak256("not registered");
        bytes memory refusal = abi.encodeWithSelector(IRecords.UnknownRecord.selector, unknown.record);
        vm.expectRevert(refusal);
        log(radiologist, unknown);
        vm.expectRevert(refusal);
        registry.basisOf(unknown);
    }

    function testFuzz_refusesWhomNobodyKnowsWhateverIsClaimed(uint256 what, address caller) external {
        vm.assume(registry.actorOf(caller).organization == address(0) && caller != alice);
        Access memory stated = access();
        AccessEntry memory noise = AccessEntry(
            RECORD,
            0,
            packAccess(stated) ^ (what & ~(uint256(type(uint40).max) << 160))
        );
        vm.expectRevert(abi.encodeWithSelector(IAccessLog.NotInDirectory.selector, caller));
        log(caller, noise);
    }

    function test_refusesAControllerOfAnotherPatient() external {
        vm.expectRevert(abi.encodeWithSelector(IAccessLog.NotInDirectory.selector, bob));
        log(bob, entry());
    }

    function test_refusesAStrangerWhoClaimsToHaveBeenTheController() external {
        vm.prank(alice);
        registry.offerHandover(ALICE, bob);
        vm.prank(bob);
        registry.acceptHandover(ALICE);
        Access memory noise = access();
        (noise.time, noise.claim) = (NOW - 1, BY_PATIENT);
        vm.expectRevert(abi.encodeWithSelector(IAccessLog.NotInDirectory.selector, stranger));
        log(stranger, entry(noise));
    }

    /// @dev Storage no longer tells a former controller from anybody; a gateway can state its access.
    function test_refusesAFormerControllerAndAGatewayMayStateItsAccess() external {
        vm.prank(alice);
        registry.offerHandover(ALICE, bob);
        vm.prank(bob);
        registry.acceptHandover(ALICE);
        Access memory own = access();
        (own.account, own.time, own.claim) = (alice, NOW - 1, BY_PATIENT);
        vm.expectRevert(abi.encodeWithSelector(IAccessLog.NotInDirectory.selector, alice));
        log(alice, entry(own));
        assertBasis(own, Basis.UNDETERMINED);
        logBatch(gateway, 1, entry(own));
        vm.assertEq(registry.accessCountOf(RECORD), 1);
    }

    function test_namesTheCallerWhateverTheEntryNames() external {
        permit(terms());
        Access memory stated = access();
        expectAccessed(radiologist, stated, Verdict(1, 0, uint8(Basis.PERMIT), 1));
        stated.account = consultant;
        log(radiologist, entry(stated));
        stated.account = radiologist;
        expectAccessed(consultant, stated, Verdict(2, 0, uint8(Basis.NONE), 0));
        log(consultant, entry(stated));
    }

    function testFuzz_emitsEveryFieldOfTheEntry(Access memory stated, bytes32 part) external {
        stated.time = uint40(within(stated.time, 0, NOW));
        (Basis basis, uint32 version) = judgedFor(resident, stated);
        uint256 verdict = packVerdict(Verdict(1, 0, uint8(basis), version));
        AccessEntry memory given = AccessEntry(RECORD, part, packAccess(stated));
        stated.account = address(0);
        vm.expectEmit(address(registry));
        emit IAccessLog.Accessed(RECORD, resident, ALICE, part, packAccess(stated), verdict);
        log(resident, given);
    }

    function test_numbersTheAccessesOfEachRecord() external {
        for (uint40 number = 1; number <= 5; ++number) {
            expectAccessed(radiologist, access(), Verdict(number, 0, uint8(Basis.NONE), 0));
            log(radiologist, entry());
            vm.assertEq(registry.accessCountOf(RECORD), number);
        }
        vm.assertEq(registry.accessCountOf(OTHER_RECORD), 0);
        vm.assertEq(registry.entryCountOf(radiologist), 0);
    }

    function test_logsTheControllersAccess() external {
        Access memory stated = access();
        stated.claim = BY_PATIENT;
        expectAccessed(alice, stated, Verdict(1, 0, uint8(Basis.PATIENT), 0));
        log(alice, entry(stated));
    }

    function test_logsAnAccessOfTheControllerWithoutLeave() external {
        expectAccessed(alice, access(), Verdict(1, 0, uint8(Basis.NONE), 0));
        log(alice, entry());
    }

    function test_logsWhoWasOncePermittedFromAbroad() external {
        Terms memory t = terms();
        t.grantee = expertAbroad;
        permit(t);
        revoke(t);
        vm.warp(NOW + 10);
        Access memory stated = access();
        stated.time = NOW + 10;
        expectAccessed(expertAbroad, stated, Verdict(1, 0, uint8(Basis.NONE), 0));
        log(expertAbroad, entry(stated));
    }

    /// @dev A permit for all records makes its grantee known to each of them, where the access says that it rests on that.
    function test_logsWhoWasOncePermittedAllRecordsFromAbroad() external {
        Terms memory t = terms();
        (t.grantee, t.scope) = (expertAbroad, bytes32(0));
        permit(t);
        revoke(t);
        vm.warp(NOW + 10);
        Access memory stated = access();
        (stated.time, stated.claim) = (NOW + 10, BY_PERMIT | FOR_ALL);
        expectAccessed(expertAbroad, stated, Verdict(1, 0, uint8(Basis.NONE), 0));
        log(expertAbroad, entry(stated));
    }

    /// @dev Who acted for the patient is known after the power has ended, and has no leave by it any more.
    function test_logsWhoWasAProxy() external {
        vm.prank(alice);
        registry.appoint(Appointment(ALICE, stranger, Power.ACCESS, false, 0, NOW + 5));
        vm.warp(NOW + 10);
        Access memory stated = access();
        (stated.time, stated.claim) = (NOW + 10, BY_PATIENT);
        expectAccessed(stranger, stated, Verdict(1, 0, uint8(Basis.NONE), 0));
        log(stranger, entry(stated));
    }

    function test_refusesWhoWasPermittedAnotherScope() external {
        Terms memory t = terms();
        (t.grantee, t.scope) = (expertAbroad, OTHER_RECORD);
        permit(t);
        vm.expectRevert(abi.encodeWithSelector(IAccessLog.NotInDirectory.selector, expertAbroad));
        log(expertAbroad, entry());
        Access memory stated = access();
        stated.claim = BY_PERMIT | FOR_ALL;
        vm.expectRevert(abi.encodeWithSelector(IAccessLog.NotInDirectory.selector, expertAbroad));
        log(expertAbroad, entry(stated));
    }

    function test_logsASuspendedActorsAccess() external {
        vm.prank(hospital);
        registry.suspend(radiologist);
        expectAccessed(radiologist, access(), Verdict(1, 0, uint8(Basis.NONE), 0));
        log(radiologist, entry());
    }

    function log(address by, AccessEntry memory given) private {
        vm.prank(by);
        registry.logOwn(given);
    }

    function judgedFor(address accessor, Access memory stated) private view returns (Basis, uint32) {
        address named = stated.account;
        stated.account = accessor;
        uint256 what = packAccess(stated);
        stated.account = named;
        return registry.basisOf(AccessEntry(RECORD, 0, what));
    }

    function expectAccessed(address accessor, Access memory stated, Verdict memory verdict) private {
        address named = stated.account;
        stated.account = address(0);
        vm.expectEmit(address(registry));
        emit IAccessLog.Accessed(RECORD, accessor, ALICE, 0, packAccess(stated), packVerdict(verdict));
        stated.account = named;
    }
}

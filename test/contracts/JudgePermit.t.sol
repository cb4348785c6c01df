// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry, Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {Terms} from "../../contracts/interfaces/IConsents.sol";
import {ActorKind, Role} from "../../contracts/interfaces/IDirectory.sol";
import {World} from "./World.sol";
import {Access, packAccess} from "./Words.sol";

// An access that claims a permit
// ├── to the accessor
// │   ├── holds within its window, for its purposes, kinds, record and patient, and for nothing else
// │   ├── says its version
// │   ├── holds for an account outside the directory too
// │   └── does not hold for an actor whose validity has ended
// ├── for all records → holds for each of the patient's, and for no other patient's
// └── is UNDETERMINED where the terms of the time were written over
contract JudgePermitTest is World {
    function test_holdsForItsPurposesAlone() external {
        Terms memory t = terms();
        t.purposes = (uint88(1) << TREAT) | (uint88(1) << 87) | 1;
        permit(t);
        Access memory stated = access();
        for (uint256 purpose = 0; purpose < 256; ++purpose) {
            stated.purpose = uint8(purpose);
            bool covered = purpose == TREAT || purpose == 87 || purpose == 0;
            assertBasis(stated, covered ? Basis.PERMIT : Basis.NONE);
        }
    }

    function test_holdsForItsKindsAlone() external {
        Terms memory t = terms();
        (t.scope, t.kinds) = (ALL_RECORDS, uint48(1) << REPORT);
        permit(t);
        Access memory stated = access();
        stated.claim = BY_PERMIT | FOR_ALL;
        assertBasis(stated, Basis.NONE);
        assertBasis(OTHER_RECORD, stated, Basis.PERMIT);
    }

    function test_holdsForItsRecordAlone() external {
        permit(terms());
        assertBasis(access(), Basis.PERMIT);
        Access memory stated = access();
        stated.claim = BY_PERMIT | FOR_ALL;
        assertBasis(stated, Basis.NONE);
        Terms memory t = terms();
        t.kinds = type(uint48).max;
        permit(t);
        assertBasis(OTHER_RECORD, access(), Basis.NONE);
    }

    function test_holdsForItsGranteeAlone() external {
        permit(terms());
        address[4] memory others = [resident, hospital, gateway, expertAbroad];
        Access memory stated = access();
        for (uint256 i = 0; i < others.length; ++i) {
            stated.account = others[i];
            assertBasis(stated, Basis.NONE);
        }
    }

    function test_saysItsVersion() external {
        permit(terms());
        permit(terms());
        (, uint32 version) = registry.basisOf(entry());
        vm.assertEq(version, 2);
        Access memory stated = access();
        stated.purpose = RESEARCH;
        (, version) = registry.basisOf(entry(stated));
        vm.assertEq(version, 0);
    }

    function test_saysTheVersionOfTheRevocationOnceItIsRevoked() external {
        permit(terms());
        vm.warp(NOW + 10);
        revoke(terms());
        (Basis basis, uint32 version) = registry.basisOf(entry());
        assertBasis(basis, Basis.PERMIT);
        vm.assertEq(version, 2);
    }

    function test_holdsForAnAccountOutsideTheDirectory() external {
        Access memory stated = permitAbroad();
        assertBasis(stated, Basis.PERMIT);
        stated.claim = BY_PERMIT | TO_ORGANIZATION;
        assertBasis(stated, Basis.NONE);
        stated.claim = BY_PERMIT | TO_GROUP;
        assertBasis(stated, Basis.NONE);
    }

    function test_endsForAnAccountOnceInTheDirectoryWithItsValidity() external {
        Access memory stated = permitAbroad();
        vm.prank(clinic);
        registry.admit(expertAbroad, ActorKind.PRACTITIONER, 0, 0, NOW + 10);
        stated.time = NOW + 9;
        assertBasis(stated, Basis.PERMIT);
        stated.time = NOW + 10;
        assertBasis(stated, Basis.NONE);
    }

    function test_anAdmissionLeavesAccessesBeforeItTheirLeave() external {
        Access memory stated = permitAbroad();
        assertBasis(stated, Basis.PERMIT);
        vm.warp(NOW + 10);
        vm.prank(clinic);
        registry.admit(expertAbroad, ActorKind.PRACTITIONER, 0, 0, NO_END);
        assertBasis(stated, Basis.PERMIT);
        stated.time = NOW + 9;
        assertBasis(stated, Basis.PERMIT);
        stated.claim = BY_PERMIT | TO_ORGANIZATION;
        assertBasis(stated, Basis.NONE);
    }

    function test_endsForAnAccountThatIsSuspendedBeforeItsAdmissionBegins() external {
        Access memory stated = permitAbroad();
        vm.startPrank(clinic);
        registry.admit(expertAbroad, ActorKind.PRACTITIONER, 0, NOW + 20, NO_END);
        vm.warp(NOW + 10);
        registry.suspend(expertAbroad);
        vm.stopPrank();
        stated.time = NOW + 9;
        assertBasis(stated, Basis.PERMIT);
        stated.time = NOW + 10;
        assertBasis(stated, Basis.NONE);
    }

    function test_holdsForNobodyOfASuspendedOrganization() external {
        permit(terms());
        vm.warp(NOW + 10);
        vm.prank(admin);
        registry.suspendOrganization(hospital);
        assertBasis(basisAt(NOW + 9), Basis.PERMIT);
        assertBasis(basisAt(NOW + 10), Basis.NONE);
    }

    function test_takesNoFourthGrantee() external {
        permit(terms());
        Access memory stated = access();
        stated.claim = BY_PERMIT | (3 << 4);
        assertBasis(stated, Basis.NONE);
    }

    function test_forAllRecordsHoldsForThePatientsRecordsAlone() external {
        Terms memory t = terms();
        (t.scope, t.kinds) = (ALL_RECORDS, type(uint48).max);
        permit(t);
        Access memory stated = access();
        assertBasis(stated, Basis.NONE);
        stated.claim = BY_PERMIT | FOR_ALL;
        assertBasis(stated, Basis.PERMIT);
        assertBasis(OTHER_RECORD, stated, Basis.PERMIT);
        assertBasis(FOREIGN_RECORD, stated, Basis.NONE);
    }

    function test_isUndeterminedWhereThePermitWasReplacedSince() external {
        permit(terms());
        vm.warp(NOW + 10);
        permit(terms());
        assertBasis(basisAt(NOW - 1), Basis.UNDETERMINED);
        assertBasis(basisAt(NOW + 9), Basis.UNDETERMINED);
        assertBasis(basisAt(NOW + 10), Basis.PERMIT);
    }

    function test_isNoneFromTheReplacementOnWhereItCoversLess() external {
        permit(terms());
        vm.warp(NOW + 10);
        Terms memory t = terms();
        t.purposes = uint88(1) << RESEARCH;
        permit(t);
        assertBasis(basisAt(NOW + 9), Basis.UNDETERMINED);
        assertBasis(basisAt(NOW + 10), Basis.NONE);
    }

    function test_isUndeterminedWhereTheActorWasAdmittedOnOtherTermsSince() external {
        permit(terms());
        vm.warp(NOW + 10);
        vm.prank(hospital);
        registry.admit(radiologist, ActorKind.PRACTITIONER, Role.REVIEWER, 0, NO_END);
        assertBasis(basisAt(NOW + 9), Basis.UNDETERMINED);
        assertBasis(basisAt(NOW + 10), Basis.PERMIT);
    }

    /// deep-config: fuzz.runs = 100000
    function testFuzz_holdsWhereEveryTermDoesAndNowhereElse(Terms memory t, uint8 purpose, uint256 seed) external {
        (t.patient, t.grantee, t.scope) = (ALICE, radiologist, roll(seed, 0) % 2 == 0 ? RECORD : ALL_RECORDS);
        (t.purposes, t.kinds) = (t.purposes | (1 << 87), t.kinds | (1 << 47));
        t.from = uint40(within(t.from, NOW, NO_END - 2));
        t.until = uint40(within(t.until, uint256(t.from) + 1, NO_END - 1));
        permit(t);

        Access memory stated = access();
        stated.time = [t.from - 1, t.from, t.until - 1, t.until, NOW, uint40(seed)][roll(seed, 1) % 6];
        stated.purpose = roll(seed, 2) % 4 == 0 ? 88 + (purpose % 48) : purpose % 88;
        bool isForAll = (t.scope == ALL_RECORDS) == (roll(seed, 3) % 4 != 0);
        if (isForAll) stated.claim |= FOR_ALL;
        (bytes32 record, uint8 kind) = roll(seed, 4) % 2 == 0 ? (RECORD, STUDY) : (OTHER_RECORD, REPORT);
        bool holds = t.scope == (isForAll ? ALL_RECORDS : record) && t.from <= stated.time && stated.time < t.until;
        holds = holds && stated.purpose < 88 && (t.purposes / uint256(2) ** stated.purpose) % 2 == 1;
        holds = holds && (t.kinds / uint256(2) ** kind) % 2 == 1;
        assertBasis(record, stated, holds ? Basis.PERMIT : Basis.NONE);
    }

    /// deep-config: fuzz.runs = 100000
    function testFuzz_isUndeterminedBeforeAReplacementAlone(uint256 seed) external {
        Terms memory first = terms();
        (first.from, first.until) = rollWindow(seed, 0);
        permit(first);
        uint40 later = NOW + uint40(roll(seed, 1) % 30);
        vm.warp(later);
        Terms memory next = terms();
        (next.from, next.until) = rollWindow(seed, 2);
        if (next.from < later) (next.from, next.until) = (later, next.until > later ? next.until : later + 1);
        permit(next);
        uint40 time = rollTime(seed, 3);
        Basis expected = time >= next.from && time < next.until ? Basis.PERMIT : Basis.NONE;
        if (time < next.from && first.from < next.from) expected = Basis.UNDETERMINED;
        assertBasis(basisAt(time), expected);
    }

    function permitAbroad() private returns (Access memory stated) {
        Terms memory t = terms();
        t.grantee = expertAbroad;
        permit(t);
        stated = access();
        stated.account = expertAbroad;
    }

    function assertBasis(bytes32 record, Access memory stated, Basis expected) private view {
        (Basis basis, ) = registry.basisOf(AccessEntry(record, 0, packAccess(stated)));
        assertBasis(basis, expected);
    }
}

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

// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {Terms} from "../../contracts/interfaces/IConsents.sol";
import {ActorKind} from "../../contracts/interfaces/IDirectory.sol";
import {World} from "./World.sol";
import {Access} from "./Words.sol";

// An access that claims a permit
// ├── to the accessor's organization → holds for an actor in force, and for nobody outside
// └── to a group
//     ├── holds for a member in force, of any organization, within its dates, while the group is in force
//     ├── holds for nobody where no such group was opened, whoever has its address
//     └── is UNDETERMINED where the membership was replaced since
contract JudgePermitToOthersTest is World {
    address private group;

    function test_holdsForAnOrganizationOnlyForItsOwn() external {
        Terms memory t = terms();
        t.grantee = hospital;
        permit(t);
        Access memory stated = access();
        stated.claim = BY_PERMIT | TO_ORGANIZATION;
        address[4] memory staff = [radiologist, resident, gateway, hospital];
        for (uint256 i = 0; i < staff.length; ++i) {
            stated.account = staff[i];
            assertBasis(stated, Basis.PERMIT);
        }
        address[3] memory others = [consultant, clinic, expertAbroad];
        for (uint256 i = 0; i < others.length; ++i) {
            stated.account = others[i];
            assertBasis(stated, Basis.NONE);
        }
    }

    function test_holdsForNoActorBeforeItsFirstSecondNorAfterItsLast() external {
        Terms memory t = terms();
        t.grantee = hospital;
        permit(t);
        address locum = name("locum");
        vm.prank(hospital);
        registry.admit(locum, ActorKind.PRACTITIONER, 0, NOW + 10, NOW + 20);
        Access memory stated = access();
        (stated.account, stated.claim) = (locum, BY_PERMIT | TO_ORGANIZATION);
        assertEdges(stated, NOW + 10, NOW + 20);
    }

    function test_holdsForAMemberWithinItsDates() external {
        Access memory stated = permitGroup(hospital);
        vm.prank(hospital);
        registry.include(group, radiologist, NOW + 10, NOW + 20);
        assertEdges(stated, NOW + 10, NOW + 20);
        stated.time = NOW + 10;
        stated.account = resident;
        assertBasis(stated, Basis.NONE);
    }

    function test_holdsForAMemberFromAnotherOrganization() external {
        Access memory stated = permitGroup(clinic);
        vm.prank(clinic);
        registry.include(group, radiologist, 0, NO_END);
        assertBasis(stated, Basis.PERMIT);
        stated.detail = 2;
        assertBasis(stated, Basis.NONE);
        stated.detail = 1;
        vm.prank(admin);
        registry.suspendOrganization(clinic);
        assertBasis(stated, Basis.NONE);
    }

    function test_holdsForAMemberUntilTheGroupEnds() external {
        Access memory stated = permitGroup(hospital);
        vm.startPrank(hospital);
        registry.include(group, radiologist, 0, NO_END);
        vm.warp(NOW + 10);
        registry.suspend(group);
        assertEdges(stated, NOW, NOW + 10);
    }

    function test_holdsForNoMemberOutsideTheDirectory() external {
        Access memory stated = permitGroup(hospital);
        vm.prank(hospital);
        registry.include(group, expertAbroad, 0, NO_END);
        stated.account = expertAbroad;
        assertBasis(stated, Basis.NONE);
    }

    function test_holdsForNobodyByAGroupThatWasNeverOpened() external {
        Access memory stated = permitGroup(hospital);
        address unopened = registry.groupAddress(2);
        Terms memory t = terms();
        t.grantee = unopened;
        permit(t);
        stated.detail = 2;
        assertBasis(stated, Basis.NONE);

        vm.startPrank(hospital);
        registry.admit(unopened, ActorKind.PRACTITIONER, 0, 0, NO_END);
        vm.warp(NOW + 10);
        registry.admit(unopened, ActorKind.DEVICE, 0, 0, NO_END);
        stated.time = NOW + 9; // the terms that held then are lost, but a group's they never were
        assertBasis(stated, Basis.NONE);
        stated.time = NOW + 10;
        assertBasis(stated, Basis.NONE);
    }

    function test_isUndeterminedWhereTheMembershipWasReplacedSince() external {
        Access memory stated = permitGroup(hospital);
        vm.startPrank(hospital);
        registry.include(group, radiologist, 0, NO_END);
        vm.warp(NOW + 10);
        registry.include(group, radiologist, 0, NO_END);
        stated.time = NOW + 9;
        assertBasis(stated, Basis.UNDETERMINED);
        stated.time = NOW + 10;
        assertBasis(stated, Basis.PERMIT);
    }

    /// deep-config: fuzz.runs = 100000
    function testFuzz_holdsForAnOrganizationWhilePermitActorAndOrganizationDo(uint256 seed) external {
        Terms memory t = terms();
        t.grantee = hospital;
        (t.from, t.until) = rollWindow(seed, 0);
        permit(t);
        address locum = name("locum");
        (uint40 from, uint40 until) = rollWindow(seed, 1);
        vm.prank(hospital);
        registry.admit(locum, ActorKind.PRACTITIONER, 0, from, until);
        uint40 end = NOW + uint40(roll(seed, 2) % 60);
        vm.warp(end);
        vm.prank(admin);
        registry.suspendOrganization(hospital);

        Access memory stated = access();
        (stated.account, stated.claim, stated.time) = (locum, BY_PERMIT | TO_ORGANIZATION, rollTime(seed, 3));
        bool held = t.from <= stated.time && stated.time < t.until && stated.time < end;
        held = held && from <= stated.time && stated.time < until;
        assertBasis(stated, held ? Basis.PERMIT : Basis.NONE);
    }

    /// deep-config: fuzz.runs = 100000
    function testFuzz_holdsForAMemberWhilePermitMembershipAndGroupDo(uint256 seed) external {
        Access memory stated = permitGroup(hospital);
        (uint40 from, uint40 until) = rollWindow(seed, 0);
        vm.prank(hospital);
        registry.include(group, radiologist, from, until);
        uint40 revoked = NOW + uint40(roll(seed, 1) % 60);
        uint40 end = NOW + uint40(roll(seed, 2) % 60);
        Terms memory t = terms();
        t.grantee = group;
        vm.warp(revoked);
        revoke(t);
        vm.warp(end);
        vm.prank(hospital);
        registry.suspend(group);

        stated.time = rollTime(seed, 3);
        bool held = NOW <= stated.time && stated.time < revoked && stated.time < end;
        held = held && from <= stated.time && stated.time < until;
        assertBasis(stated, held ? Basis.PERMIT : Basis.NONE);
    }

    function permitGroup(address by) private returns (Access memory stated) {
        vm.prank(by);
        group = registry.openGroup();
        Terms memory t = terms();
        t.grantee = group;
        permit(t);
        stated = access();
        (stated.claim, stated.detail) = (BY_PERMIT | TO_GROUP, 1);
    }

    function assertEdges(Access memory stated, uint40 from, uint40 until) private view {
        stated.time = from - 1;
        assertBasis(stated, Basis.NONE);
        stated.time = from;
        assertBasis(stated, Basis.PERMIT);
        stated.time = from + 1;
        assertBasis(stated, Basis.PERMIT);
        stated.time = until - 1;
        assertBasis(stated, Basis.PERMIT);
        stated.time = until;
        assertBasis(stated, Basis.NONE);
        stated.time = until + 1;
        assertBasis(stated, Basis.NONE);
    }
}

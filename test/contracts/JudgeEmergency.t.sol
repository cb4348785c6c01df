// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {ActorKind, Role} from "../../contracts/interfaces/IDirectory.sol";
import {World} from "./World.sol";
import {Access} from "./Words.sol";

// An access that claims an emergency
// ├── holds for an actor in force with the EMERGENCY role, for BTG or ETREAT, with a coded reason,
//     until four hours after the glass was broken
// ├── does not hold without any of them
// ├── holds whatever the patient has said
// └── is UNDETERMINED where the actor was admitted on other terms since
contract JudgeEmergencyTest is World {
    function test_holdsForItsTwoPurposesAlone() external view {
        Access memory stated = emergency();
        for (uint256 purpose = 0; purpose < 256; ++purpose) {
            stated.purpose = uint8(purpose);
            assertBasis(stated, purpose == BTG || purpose == ETREAT ? Basis.EMERGENCY : Basis.NONE);
        }
    }

    function testFuzz_holdsWithAnyReasonForFourHours(uint8 reason, uint24 secondsSince) external view {
        Access memory stated = emergency();
        stated.detail = (uint32(secondsSince) << 8) | reason;
        assertBasis(stated, reason == 0 || secondsSince > 4 hours ? Basis.NONE : Basis.EMERGENCY);
        uint24 within4Hours = secondsSince % (4 hours + 1);
        stated.detail = (uint32(within4Hours) << 8) | reason;
        assertBasis(stated, reason == 0 ? Basis.NONE : Basis.EMERGENCY);
        stated.detail = uint32(secondsSince) << 8;
        assertBasis(stated, Basis.NONE);
    }

    function test_endsFourHoursAfterTheGlassWasBroken() external view {
        Access memory stated = emergency();
        uint32[4] memory times = [uint32(0), 14_399, 14_400, 14_401];
        for (uint256 i = 0; i < times.length; ++i) {
            stated.detail = (times[i] << 8) | 1;
            assertBasis(stated, i < 3 ? Basis.EMERGENCY : Basis.NONE);
        }
    }

    function test_holdsForTheRoleAlone() external {
        Access memory stated = emergency();
        address[7] memory others = [radiologist, registrar, gateway, hospital, consultant, expertAbroad, alice];
        for (uint256 i = 0; i < others.length; ++i) {
            stated.account = others[i];
            assertBasis(stated, Basis.NONE);
        }
        vm.prank(clinic);
        registry.admit(stranger, ActorKind.DEVICE, 31 & ~Role.EMERGENCY, 0, NO_END);
        stated.account = stranger;
        assertBasis(stated, Basis.NONE);
    }

    function test_holdsForAnActorOfAnotherOrganization() external {
        vm.prank(clinic);
        registry.admit(stranger, ActorKind.PRACTITIONER, Role.EMERGENCY, 0, NO_END);
        Access memory stated = emergency();
        stated.account = stranger;
        assertBasis(stated, Basis.EMERGENCY);
    }

    function test_holdsWithinTheActorsWindow() external {
        vm.prank(hospital);
        registry.admit(stranger, ActorKind.PRACTITIONER, Role.EMERGENCY, NOW + 10, NOW + 20);
        Access memory stated = emergency();
        stated.account = stranger;
        uint40[4] memory times = [NOW + 9, NOW + 10, NOW + 19, NOW + 20];
        for (uint256 i = 0; i < times.length; ++i) {
            stated.time = times[i];
            assertBasis(stated, i == 1 || i == 2 ? Basis.EMERGENCY : Basis.NONE);
        }
    }

    function test_holdsForNobodyOfASuspendedOrganization() external {
        vm.prank(admin);
        registry.suspendOrganization(hospital);
        assertBasis(emergency(), Basis.NONE);
    }

    function test_holdsWhateverThePatientHasSaid() external {
        revoke(terms());
        assertBasis(emergency(), Basis.EMERGENCY);
    }

    function test_isUndeterminedWhereTheRoleWasGivenSince() external {
        vm.warp(NOW + 10);
        vm.prank(hospital);
        registry.admit(radiologist, ActorKind.PRACTITIONER, Role.EMERGENCY, 0, NO_END);
        Access memory stated = emergency();
        stated.account = radiologist;
        assertBasis(stated, Basis.UNDETERMINED);
        stated.time = NOW + 10;
        assertBasis(stated, Basis.EMERGENCY);
    }

    function test_isUndeterminedWhereTheRoleWasTakenSince() external {
        vm.warp(NOW + 10);
        vm.prank(hospital);
        registry.admit(resident, ActorKind.PRACTITIONER, 0, 0, NO_END);
        Access memory stated = emergency();
        assertBasis(stated, Basis.UNDETERMINED);
        stated.time = NOW + 10;
        assertBasis(stated, Basis.NONE);
    }

    function emergency() private view returns (Access memory stated) {
        stated = access();
        (stated.account, stated.purpose, stated.claim, stated.detail) = (resident, BTG, BY_EMERGENCY, 1);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry, Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {Terms} from "../../contracts/interfaces/IConsents.sol";
import {Policy} from "../../contracts/interfaces/IDirectory.sol";
import {World} from "./World.sol";
import {Access, packAccess} from "./Words.sol";

// An access that claims the custodian's policy
// ├── holds for the purposes of the policy chosen, from the second it was chosen on
// ├── holds for actors in force, of any organization, and for nobody outside the directory
// ├── does not hold where the patient has said anything to the accessor's organization, for the record or for all
// ├── holds where the patient has spoken to another, or to the accessor alone
// └── is UNDETERMINED where the policy was chosen anew, or the patient has said more than one thing since
contract JudgePolicyTest is World {
    function test_coversThePurposesOfThePolicyChosen() external {
        for (uint8 policy = 0; policy < 4; ++policy) {
            choose(Policy(policy));
            Access memory stated = policyAccess();
            for (uint256 purpose = 0; purpose < 256; ++purpose) {
                stated.purpose = uint8(purpose);
                assertBasis(stated, covers(Policy(policy), purpose) ? Basis.POLICY : Basis.NONE);
            }
        }
    }

    function test_holdsFromTheSecondItWasChosenOn() external {
        choose(Policy.BASIC_NORMAL);
        Access memory stated = policyAccess();
        assertBasis(stated, Basis.POLICY);
        stated.time = NOW - 1;
        assertBasis(stated, Basis.NONE);
        stated.time = NOW + 1;
        assertBasis(stated, Basis.POLICY);
    }

    function test_isTheRecordsCustodiansAndNotTheAccessors() external {
        choose(Policy.BASIC_NORMAL);
        Access memory stated = policyAccess();
        (Basis basis, ) = registry.basisOf(AccessEntry(FOREIGN_RECORD, 0, packAccess(stated)));
        assertBasis(basis, Basis.NONE);
        stated.account = consultant;
        assertBasis(stated, Basis.POLICY);
    }

    function test_holdsForNobodyOutsideTheDirectoryNorAfterItsEnd() external {
        choose(Policy.ALL_NORMAL);
        Access memory stated = policyAccess();
        stated.account = expertAbroad;
        assertBasis(stated, Basis.NONE);
        stated.account = radiologist;
        vm.prank(hospital);
        registry.suspend(radiologist);
        assertBasis(stated, Basis.NONE);
        stated.time = NOW - 1;
        assertBasis(stated, Basis.NONE);
    }

    function test_isSilentOnceThePatientPermittedTheOrganizationAnything() external {
        choose(Policy.BASIC_NORMAL);
        vm.warp(NOW + 10);
        Terms memory t = terms();
        (t.grantee, t.purposes, t.until) = (hospital, 1, NOW + 20);
        permit(t);
        assertSilentFrom(NOW + 10, Basis.POLICY);
    }

    function test_isSilentOnceThePatientRevokedForAllRecords() external {
        choose(Policy.BASIC_NORMAL);
        vm.warp(NOW + 10);
        Terms memory t = terms();
        (t.grantee, t.scope) = (hospital, ALL_RECORDS);
        revoke(t);
        assertSilentFrom(NOW + 10, Basis.POLICY);
    }

    function test_isSilentAfterAPermitWasRevoked() external {
        choose(Policy.BASIC_NORMAL);
        vm.warp(NOW + 10);
        Terms memory t = terms();
        t.grantee = hospital;
        permit(t);
        vm.warp(NOW + 15);
        revoke(t);
        assertSilentFrom(NOW + 10, Basis.UNDETERMINED);
    }

    function test_speaksUntilAFirstPermitStarts() external {
        choose(Policy.BASIC_NORMAL);
        Terms memory t = terms();
        (t.grantee, t.from) = (hospital, NOW + 10);
        permit(t);
        assertSilentFrom(NOW + 10, Basis.POLICY);
    }

    function test_isNotSilencedByWhatThePatientSaidToOthers() external {
        choose(Policy.BASIC_NORMAL);
        Terms memory t = terms();
        revoke(t); // to the radiologist alone
        t.grantee = clinic;
        revoke(t);
        (t.grantee, t.scope) = (hospital, OTHER_RECORD);
        revoke(t);
        assertBasis(policyAccess(), Basis.POLICY);
    }

    function test_isUndeterminedWhereAnotherWasChosenSince() external {
        choose(Policy.BASIC_NORMAL);
        vm.warp(NOW + 10);
        choose(Policy.DENY);
        Access memory stated = policyAccess();
        stated.time = NOW + 9;
        assertBasis(stated, Basis.UNDETERMINED);
        stated.time = NOW + 10;
        assertBasis(stated, Basis.NONE);
    }

    function test_isUndeterminedWhereTheOrganizationCameBackSince() external {
        choose(Policy.BASIC_NORMAL);
        vm.warp(NOW + 10);
        vm.startPrank(admin);
        registry.suspendOrganization(hospital);
        registry.admitOrganization(hospital);
        Access memory stated = policyAccess();
        stated.time = NOW + 9;
        assertBasis(stated, Basis.UNDETERMINED);
        stated.time = NOW + 10;
        assertBasis(stated, Basis.POLICY);
    }

    function test_bearsNoVersion() external {
        choose(Policy.ALL_NORMAL);
        (, uint32 version) = registry.basisOf(entry(policyAccess()));
        vm.assertEq(version, 0);
    }

    function testFuzz_holdsFromTheChoiceUntilThePatientSpeaks(uint8 number, uint8 purpose, uint256 seed) external {
        Policy policy = Policy(number % 4);
        uint40 chosen = NOW + uint40(roll(seed, 0) % 20);
        uint40 spoken = chosen + uint40(roll(seed, 1) % 30);
        vm.warp(chosen);
        choose(policy);
        vm.warp(spoken);
        Terms memory t = terms();
        (t.grantee, t.scope) = (hospital, roll(seed, 2) % 2 == 0 ? RECORD : ALL_RECORDS);
        revoke(t);

        Access memory stated = policyAccess();
        stated.purpose = [TREAT, RESEARCH, uint8(2), purpose][roll(seed, 3) % 4];
        stated.time = rollTime(seed, 4);
        bool held = chosen <= stated.time && stated.time < spoken && covers(policy, stated.purpose);
        assertBasis(stated, held ? Basis.POLICY : Basis.NONE);
        // What was said to the hospital silences the policy for nobody of the clinic.
        stated.account = consultant;
        held = chosen <= stated.time && covers(policy, stated.purpose);
        assertBasis(stated, held ? Basis.POLICY : Basis.NONE);
    }

    /// @dev The record's policy no longer speaks for the hospital's actors from `time` on; before, the verdict is `before`.
    function assertSilentFrom(uint40 time, Basis before) private view {
        Access memory stated = policyAccess();
        stated.time = time - 1;
        assertBasis(stated, before);
        stated.time = time;
        assertBasis(stated, Basis.NONE);
        stated.time = time + 100;
        assertBasis(stated, Basis.NONE);
        stated.account = consultant;
        assertBasis(stated, Basis.POLICY);
    }

    function policyAccess() private view returns (Access memory stated) {
        stated = access();
        stated.claim = BY_POLICY;
    }

    function choose(Policy policy) private {
        vm.prank(hospital);
        registry.choosePolicy(policy);
    }

    /// @dev Basic: payment, operations (2 to 36) and treatment (53 to 59). Neither policy covers what breaks the glass.
    function covers(Policy policy, uint256 purpose) private pure returns (bool) {
        bool isBasic = (purpose >= 2 && purpose <= 36) || (purpose >= 53 && purpose <= 59);
        bool isIn = policy == Policy.ALL_NORMAL ? purpose < 88 : policy == Policy.BASIC_NORMAL && isBasic;
        return isIn && purpose != BTG;
    }
}

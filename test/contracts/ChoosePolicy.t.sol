// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {IDirectory, Policy, PolicyChoice} from "../../contracts/interfaces/IDirectory.sol";
import {World} from "./World.sol";

// choosePolicy
// ├── when the caller is not an organization in force → it reverts with NotOrganization
// ├── when it is the first choice → it holds from now on, and nothing held before
// └── when there was another → it holds from now on, and what held before is no longer known
contract ChoosePolicyTest is World {
    function test_refusesWhoIsNoOrganization() external {
        address[4] memory callers = [stranger, radiologist, registrar, admin];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IDirectory.NotOrganization.selector, callers[i]));
            vm.prank(callers[i]);
            registry.choosePolicy(Policy.ALL_NORMAL);
        }
    }

    function test_isDenyWhereNoneWasChosen() external view {
        assertPolicy(hospital, PolicyChoice(Policy.DENY, 0, false));
    }

    function test_holdsFromNowOn() external {
        vm.expectEmit(address(registry));
        emit IDirectory.PolicyChosen(hospital, Policy.BASIC_NORMAL, NOW);
        choose(Policy.BASIC_NORMAL);
        assertPolicy(hospital, PolicyChoice(Policy.BASIC_NORMAL, NOW, false));
        assertPolicy(clinic, PolicyChoice(Policy.DENY, 0, false));
    }

    function test_takesThePlaceOfTheOneBefore() external {
        choose(Policy.BASIC_NORMAL);
        vm.warp(NOW + 10);
        choose(Policy.DENY);
        assertPolicy(hospital, PolicyChoice(Policy.DENY, NOW + 10, true));
    }

    function testFuzz_refusesWhoIsNoOrganization(address caller, uint8 policy) external {
        vm.assume(caller != hospital && caller != clinic);
        vm.expectRevert(abi.encodeWithSelector(IDirectory.NotOrganization.selector, caller));
        vm.prank(caller);
        registry.choosePolicy(Policy(policy % 4));
    }

    function testFuzz_refusesANumberThatIsNoPolicy(uint256 number) external {
        number = within(number, 4, type(uint256).max);
        vm.prank(hospital);
        (bool done, ) = address(registry).call(abi.encodeWithSelector(registry.choosePolicy.selector, number));
        vm.assertFalse(done, "no policy");
        assertPolicy(hospital, PolicyChoice(Policy.DENY, 0, false));
        // The same call with a number that is one is done.
        vm.prank(hospital);
        (done, ) = address(registry).call(abi.encodeWithSelector(registry.choosePolicy.selector, number % 4));
        vm.assertTrue(done, "a policy");
    }

    function testFuzz_keepsTheLastChoiceOfEach(uint256 seed) external {
        address[2] memory organizations = [hospital, clinic];
        PolicyChoice[2] memory choices;
        uint40 time = NOW;
        for (uint256 i = 0; i < 12; ++i) {
            time += uint40(roll(seed, i) % 3);
            vm.warp(time);
            (uint256 who, Policy policy) = (roll(seed, 100 + i) % 2, Policy(roll(seed, 200 + i) % 4));
            vm.prank(organizations[who]);
            registry.choosePolicy(policy);
            choices[who] = PolicyChoice(policy, time, choices[who].since != 0);
            assertPolicy(hospital, choices[0]);
            assertPolicy(clinic, choices[1]);
        }
    }

    function choose(Policy policy) private {
        vm.prank(hospital);
        registry.choosePolicy(policy);
    }

    function assertPolicy(address organization, PolicyChoice memory expected) private view {
        vm.assertEq(abi.encode(registry.policyOf(organization)), abi.encode(expected));
    }
}

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

    function choose(Policy policy) private {
        vm.prank(hospital);
        registry.choosePolicy(policy);
    }

    function assertPolicy(address organization, PolicyChoice memory expected) private view {
        vm.assertEq(abi.encode(registry.policyOf(organization)), abi.encode(expected));
    }
}

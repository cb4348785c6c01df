// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessWord} from "../../contracts/libraries/AccessWord.sol";
import {Purpose} from "../../contracts/libraries/Purpose.sol";
import {World} from "./World.sol";

// The rules about bits, which a solver does not prove in any useful time, for every value of what they look at
// ├── a set holds exactly the purposes whose bits are set, and no number outside the list
// ├── the default policies hold what they say, and never the breaking of the glass
// └── a broken glass needs a reason, and gives access for four hours
contract BitRulesTest is World {
    function test_aSetOfOneHoldsThatOneOnly() external pure {
        for (uint256 held = 0; held < 88; ++held) {
            for (uint256 purpose = 0; purpose < 256; ++purpose) {
                if (Purpose.covers(uint88(2 ** held), purpose) != (purpose == held)) vm.assertTrue(false, "one");
            }
        }
    }

    function testFuzz_aUnionHoldsWhatEitherHolds(uint88 one, uint88 other, uint256 purpose) external pure {
        bool either = Purpose.covers(one, purpose) || Purpose.covers(other, purpose);
        vm.assertTrue(Purpose.covers(one | other, purpose) == either);
    }

    function testFuzz_noSetHoldsANumberOutsideTheList(uint88 purposes, uint256 purpose) external pure {
        vm.assertFalse(Purpose.covers(purposes, within(purpose, 88, type(uint256).max)));
    }

    function test_thePoliciesHoldWhatTheySay() external pure {
        for (uint256 purpose = 0; purpose < 256; ++purpose) {
            bool isTreatment = purpose >= 53 && purpose <= 59 && purpose != 57;
            bool isBasic = isTreatment || (purpose >= 2 && purpose <= 36);
            vm.assertTrue(Purpose.covers(Purpose.TREATMENT_PAYMENT_OPERATIONS, purpose) == isBasic, "basic");
            vm.assertTrue(Purpose.covers(Purpose.ALL_NORMAL, purpose) == (purpose < 88 && purpose != 57), "all");
        }
    }

    function test_aBrokenGlassNeedsAReason() external pure {
        for (uint256 reason = 0; reason < 256; ++reason) {
            vm.assertTrue(AccessWord.isWithinEmergency(reason * 2 ** 224) == (reason != 0));
            vm.assertTrue(AccessWord.isWithinEmergency(14_400 * 2 ** 232 + reason * 2 ** 224) == (reason != 0));
            vm.assertFalse(AccessWord.isWithinEmergency(14_401 * 2 ** 232 + reason * 2 ** 224));
        }
    }

    function test_aBrokenGlassGivesAccessForFourHours() external pure {
        for (uint256 age = 0; age < 20_000; ++age) {
            bool isWithin = AccessWord.isWithinEmergency(age * 2 ** 232 + 2 ** 224);
            if (isWithin != (age <= 14_400)) vm.assertTrue(false, "four hours");
        }
    }

    function testFuzz_aBrokenGlassReadsTheDetailAlone(uint24 age, uint8 reason, uint224 rest) external pure {
        uint256 what = uint256(age) * 2 ** 232 + uint256(reason) * 2 ** 224 + rest;
        vm.assertTrue(AccessWord.isWithinEmergency(what) == (reason != 0 && age <= 14_400));
    }
}

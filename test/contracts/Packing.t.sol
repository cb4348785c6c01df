// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessWord} from "../../contracts/libraries/AccessWord.sol";
import {Purpose} from "../../contracts/libraries/Purpose.sol";
import {VerdictWord} from "../../contracts/libraries/VerdictWord.sol";
import {World} from "./World.sol";
import {Access, Verdict, packAccess, packVerdict, unpackAccess, unpackVerdict} from "./Words.sol";

// AccessWord, VerdictWord and Purpose, against words packed byte by byte.
contract PackingTest is World {
    using AccessWord for uint256;

    function setUp() public override {}

    /// hardhat-config: fuzz.runs = 10000
    function testFuzz_accessWordReadsEachField(Access memory a) external pure {
        uint256 what = packAccess(a);
        vm.assertEq(what.account(), a.account);
        vm.assertEq(what.time(), a.time);
        vm.assertEq(what.purpose(), a.purpose);
        vm.assertEq(what.action(), a.action);
        vm.assertEq(what.claimedBasis(), a.claim % 8);
        vm.assertEq(what.grantee(), (a.claim / 16) % 4);
        vm.assertTrue(what.isForAllRecords() == ((a.claim / 64) % 2 == 1), "for all");
        vm.assertEq(what.detail(), a.detail);
    }

    function testFuzz_accessWordChangesTheAccountAlone(Access memory a, address other) external pure {
        uint256 what = packAccess(a).withAccount(other);
        a.account = other;
        vm.assertEq(what, packAccess(a));
    }

    /// hardhat-config: fuzz.runs = 10000
    function testFuzz_verdictWordIsPacked(Verdict memory v) external pure {
        vm.assertEq(VerdictWord.pack(v.number, v.entryNumber, v.basis, v.version), packVerdict(v));
    }

    function testFuzz_wordsComeBackFromTheirBytes(uint256 what, uint128 verdict) external pure {
        vm.assertEq(packAccess(unpackAccess(what)), what);
        uint256 word = verdict & (2 ** 120 - 1);
        vm.assertEq(packVerdict(unpackVerdict(word)), word);
    }

    function testFuzz_purposesFrom88OnAreInNoSet(uint88 purposes, uint256 purpose) external pure {
        vm.assertTrue(!Purpose.covers(purposes, within(purpose, 88, type(uint256).max)), "no purpose");
        purpose = purpose % 88;
        vm.assertTrue(Purpose.covers(purposes, purpose) == ((purposes / 2 ** purpose) % 2 == 1), "its bit");
    }

    function test_setsOfThePoliciesAreThoseOfTheirComments() external pure {
        for (uint256 purpose = 0; purpose < 88; ++purpose) {
            bool isBasic = ((purpose >= 2 && purpose <= 36) || (purpose >= 53 && purpose <= 59)) && purpose != BTG;
            vm.assertTrue(Purpose.covers(Purpose.TREATMENT_PAYMENT_OPERATIONS, purpose) == isBasic, "basic");
            vm.assertTrue(Purpose.covers(Purpose.ALL_NORMAL, purpose) == (purpose != BTG), "all");
        }
    }
}

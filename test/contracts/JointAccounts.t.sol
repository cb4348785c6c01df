// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {IConsents} from "../../contracts/interfaces/IConsents.sol";
import {Signatures} from "../../contracts/Signatures.sol";
import {Signed} from "../../contracts/interfaces/ISignable.sol";
import {Erc1271Wallet} from "./wallets/Erc1271Wallet.sol";
import {JointWorld} from "./JointWorld.sol";

// jointAccount
// ├── is the hash of two to eight members in ascending order, apart from every other hash
// └── when they are fewer, more, not in order or one is there twice → it reverts with WrongSigners
// actBySignature of a joint account
// ├── takes each act of the table when all members signed it, keys and wallets
// └── takes revoke, revokeMany and voidSignatures of any one, the others' signatures empty
contract JointAccountsTest is JointWorld {
    function testFuzz_isTheHashOfItsMembers(uint256 seed, uint256 count) external {
        gather(within(count, 2, 8), seed);
        address expected = address(
            uint160(uint256(keccak256(abi.encode(keccak256("fiducial.joint-account"), members))))
        );
        vm.assertEq(verifier().jointAccount(members), expected);
    }

    function test_isOfTwoToEight() external {
        for (uint256 count = 0; count <= 10; ++count) {
            gather(count);
            if (count >= 2 && count <= 8) verifier().jointAccount(members);
            else refuseToJoin();
        }
    }

    function test_isOfMembersInAscendingOrderEachOnce() external {
        for (uint256 count = 2; count <= 8; ++count) {
            for (uint256 i = 1; i < count; ++i) {
                gather(count);
                members[i] = members[i - 1];
                refuseToJoin();
                gather(count);
                (members[i - 1], members[i]) = (members[i], members[i - 1]);
                refuseToJoin();
            }
        }
    }

    function test_takesEveryActThatAllSigned() external {
        uint256[3] memory counts = [uint256(2), 3, 8];
        for (uint256 c = 0; c < counts.length; ++c) {
            gather(counts[c]);
            for (uint256 i = 0; i < ROWS; ++i) {
                uint256 before = vm.snapshotState();
                Row memory r = ready(i);
                bytes32 readied = state();
                relay(r.act, byAll(r));
                vm.assertNotEq(state(), readied);
                vm.revertToStateAndDelete(before);
            }
        }
    }

    function test_takesThreeActsOfAnyOne() external {
        uint256[3] memory counts = [uint256(2), 3, 8];
        for (uint256 c = 0; c < counts.length; ++c) {
            gather(counts[c]);
            for (uint256 i = 0; i < ROWS; ++i) {
                for (uint256 one = 0; one < members.length; ++one) takeOrRefuse(i, one);
            }
        }
    }

    function test_saysThatTheJointAccountActed() external {
        Row memory r = ready(VOID);
        Signed memory signed = byAll(r);
        signed.signatures[0] = "";
        vm.expectEmit(address(registry));
        emit IConsents.SignaturesVoided(patient, registry.epochOf(patient) + 1, signer);
        relay(r.act, signed);
    }

    function test_takesWalletsAndKeysTogether() external {
        uint256 ownersKey = 0xC0FFEE;
        address wallet = address(new Erc1271Wallet(vm.addr(ownersKey)));
        gatherWithoutPatient(0);
        add(alice, ALICE_KEY);
        add(bob, BOB_KEY);
        add(wallet, ownersKey);
        become(verifier().jointAccount(members));
        for (uint256 i = 0; i < ROWS; ++i) {
            uint256 before = vm.snapshotState();
            Row memory r = ready(i);
            relay(r.act, byAll(r));
            vm.revertToStateAndDelete(before);
        }
    }

    /// @dev One member signs, and the others' signatures are empty.
    function takeOrRefuse(uint256 row, uint256 one) private {
        uint256 before = vm.snapshotState();
        Row memory r = ready(row);
        Signed memory signed = byAll(r);
        for (uint256 i = 0; i < members.length; ++i) if (i != one) signed.signatures[i] = "";
        if (isOneEnough(row)) relay(r.act, signed);
        else refuse(r.act, signed, wrongSignature(members[one == 0 ? 1 : 0]));
        vm.revertToStateAndDelete(before);
    }

    function refuseToJoin() private {
        Signatures asked = verifier();
        vm.expectRevert(wrongSigners(members.length, members.length));
        asked.jointAccount(members);
    }
}

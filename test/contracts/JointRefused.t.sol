// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {IPatients} from "../../contracts/interfaces/IPatients.sol";
import {Signed} from "../../contracts/interfaces/ISignable.sol";
import {JointWorld} from "./JointWorld.sol";
import {WrongMagicWallet, YesWallet} from "./Wallets.sol";

// actBySignature of a joint account is refused
// ├── when a member has not signed, where all have to, or signed wrongly → WrongSignature
// ├── when nobody signed, or lists differ in length, are empty or too long → WrongSigners
// ├── when members are out of order or one is there twice → WrongSigners
// ├── when members are left out or added → what the act answers that account
// └── when a joint account is a member of another, or is named alone → WrongSignature
contract JointRefusedTest is JointWorld {
    function test_refusesOneMissing() external {
        for (uint256 i = 0; i < ROWS; ++i) {
            if (isOneEnough(i)) continue;
            for (uint256 one = 0; one < members.length; ++one) {
                uint256 before = vm.snapshotState();
                Row memory r = ready(i);
                Signed memory signed = byAll(r);
                signed.signatures[one] = "";
                refuse(r.act, signed, wrongSignature(members[one]));
                vm.revertToStateAndDelete(before);
            }
        }
    }

    /// @dev A signature that is not empty has to be right, also where one is enough.
    function test_refusesOneWrong() external {
        for (uint256 i = 0; i < ROWS; ++i) {
            for (uint256 one = 0; one < members.length; ++one) {
                uint256 before = vm.snapshotState();
                Row memory r = ready(i);
                Signed memory signed = byAll(r);
                signed.signatures[one] = sign(BOB_KEY, hashOf(r, stamp()));
                refuse(r.act, signed, wrongSignature(members[one]));
                signed.signatures[one] = signed.signatures[(one + 1) % members.length];
                refuse(r.act, signed, wrongSignature(members[one]));
                vm.revertToStateAndDelete(before);
            }
        }
    }

    function test_refusesWhenNobodySigned() external {
        for (uint256 i = 0; i < ROWS; ++i) {
            uint256 before = vm.snapshotState();
            Row memory r = ready(i);
            Signed memory signed = byAll(r);
            for (uint256 j = 0; j < members.length; ++j) signed.signatures[j] = "";
            refuse(r.act, signed, isOneEnough(i) ? wrongSigners(3, 0) : wrongSignature(members[0]));
            vm.revertToStateAndDelete(before);
        }
    }

    function test_refusesListsOfOtherLengths() external {
        for (uint256 i = 0; i < ROWS; ++i) {
            uint256 before = vm.snapshotState();
            Row memory r = ready(i);
            Signed memory signed = byAll(r);
            bytes[] memory all = signed.signatures;
            signed.signatures = new bytes[](2);
            refuse(r.act, signed, wrongSigners(3, 2));
            signed.signatures = new bytes[](4);
            refuse(r.act, signed, wrongSigners(3, 4));
            (signed.signers, signed.signatures) = (new address[](0), all);
            refuse(r.act, signed, wrongSigners(0, 3));
            signed.signatures = new bytes[](0);
            refuse(r.act, signed, wrongSigners(0, 0));
            vm.revertToStateAndDelete(before);
        }
    }

    function test_refusesNineThoughAllSigned() external {
        Row memory r = rowAt(VOID);
        address joint = signer;
        gatherWithoutPatient(9);
        Signed memory signed = byAll(r);
        refuse(r.act, signed, wrongSigners(9, 9));
        vm.assertEq(registry.patientOf(patient).controller, joint);
    }

    function test_refusesAnotherOrderThoughAllSigned() external {
        for (uint256 i = 0; i < ROWS; ++i) {
            uint256 before = vm.snapshotState();
            Row memory r = ready(i);
            Signed memory signed = byAll(r);
            swap(signed, 0, 2);
            refuse(r.act, signed, wrongSigners(3, 3));
            swap(signed, 0, 2);
            (signed.signers[1], signed.signatures[1]) = (signed.signers[0], signed.signatures[0]);
            refuse(r.act, signed, wrongSigners(3, 3));
            vm.revertToStateAndDelete(before);
        }
    }

    /// @dev A member alone, or fewer or more of them, are another account.
    function test_refusesOtherMembersThoughAllSigned() external {
        Row memory r = rowAt(VOID);
        Signed memory all = byAll(r);
        bytes memory alone_ = abi.encodeWithSelector(IPatients.NotActingFor.selector, members[1], patient);
        refuse(r.act, alone(members[1], NO_END, all.signatures[1]), alone_);

        for (uint256 count = 2; count <= 8; ++count) {
            if (count == 3) continue;
            gatherWithoutPatient(count);
            address other = verifier().jointAccount(members);
            refuse(r.act, byAll(r), abi.encodeWithSelector(IPatients.NotActingFor.selector, other, patient));
        }
    }

    /// @dev A wallet that says yes to all signs for its own part only; one that says no stops what needs all.
    function test_asksEveryWalletForItsOwnPart() external {
        address[2] memory wallets = [address(new YesWallet()), address(new WrongMagicWallet())];
        for (uint256 w = 0; w < wallets.length; ++w) {
            gatherWithoutPatient(0);
            add(alice, ALICE_KEY);
            add(wallets[w], BOB_KEY);
            become(verifier().jointAccount(members));
            for (uint256 i = 0; i < ROWS; ++i) {
                uint256 before = vm.snapshotState();
                Row memory r = ready(i);
                Signed memory signed = byAll(r);
                if (w == 0) signed.signatures[members[0] == alice ? 0 : 1] = "wrong";
                refuse(r.act, signed, wrongSignature(w == 0 ? alice : wallets[w]));
                if (w == 0) relay(r.act, byAll(r));
                vm.revertToStateAndDelete(before);
            }
        }
    }

    function test_isNoMemberOfAnother() external {
        address inner = signer;
        Row memory r = rowAt(VOID);
        Signed memory signed = byAll(r);
        bytes memory all = abi.encode(signed.signers, signed.signatures);
        gatherWithoutPatient(0);
        add(alice, ALICE_KEY);
        add(inner, BOB_KEY);
        become(verifier().jointAccount(members));
        r = rowAt(PERMIT);
        signed = byAll(r);
        signed.signatures[members[0] == inner ? 0 : 1] = all;
        refuse(r.act, signed, wrongSignature(inner));
    }

    function test_isNotOpenToOneWhoNamesItAlone() external {
        for (uint256 i = 0; i < ROWS; ++i) {
            uint256 before = vm.snapshotState();
            Row memory r = ready(i);
            bytes memory signature = sign(keys[0], hashOf(r, stamp()));
            refuse(r.act, alone(signer, NO_END, signature), wrongSignature(signer));
            refuse(r.act, alone(signer, NO_END, ""), wrongSignature(signer));
            vm.revertToStateAndDelete(before);
        }
    }

    function testFuzz_refusesOneWrongOfUpToEight(uint256 seed) external {
        gather(2 + (roll(seed, 100) % 7), seed);
        Row memory r = ready(roll(seed, 101) % ROWS);
        Signed memory signed = byAll(r);
        uint256 one = roll(seed, 102) % members.length;
        bytes memory right = signed.signatures[one];
        signed.signatures[one] = sign(within(roll(seed, 103), 1, type(uint128).max), hashOf(r, stamp()));
        refuse(r.act, signed, wrongSignature(members[one]));
        signed.signatures[one] = right;
        relay(r.act, signed);
    }

    function swap(Signed memory signed, uint256 i, uint256 j) private pure {
        (signed.signers[i], signed.signers[j]) = (signed.signers[j], signed.signers[i]);
        (signed.signatures[i], signed.signatures[j]) = (signed.signatures[j], signed.signatures[i]);
    }
}

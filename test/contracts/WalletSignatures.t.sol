// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Hold} from "../../contracts/interfaces/IPatients.sol";
import {IConsents, Terms} from "../../contracts/interfaces/IConsents.sol";
import {Signing} from "./Signing.sol";
import {
    DirtyMagicWallet,
    GasEater,
    PickyWallet,
    ReenteringWallet,
    ReturnBomb,
    RevertingMagicWallet,
    RevertingWallet,
    ShortAnswerWallet,
    WrongMagicWallet,
    YesWallet
} from "./Wallets.sol";

// permitBySignature, revokeBySignature, where the controller has code
// ├── when its wallet takes the signature → it is the controller's, whatever its bytes
// ├── when its wallet answers anything else, or nothing → it reverts with WrongSignature
// ├── when its wallet eats the gas or answers with a megabyte → it reverts with WrongSignature
// ├── when its wallet calls back → nothing comes of it
// ├── when another patient's wallet says yes to all → it reverts with WrongSignature
// └── when it delegates by EIP-7702 → its key signs, and its code too
contract WalletSignaturesTest is Signing {
    function testFuzz_takesWhatTheWalletTakes(bytes calldata signature) external {
        PickyWallet wallet = new PickyWallet();
        Terms memory t = termsOf(address(wallet));
        wallet.take(permitDigest(domain(), t, 0, 0, NO_END), signature);
        vm.expectEmit(address(registry));
        emit IConsents.Permitted(t.patient, t.scope, t.grantee, t.purposes, t.kinds, NOW, t.until, 1, address(wallet));
        relayPermit(t, NO_END, signature);
        refuse(t, signature, 1);
        wallet.take(revocationDigest(domain(), t, 1, 0, NO_END), signature);
        vm.expectEmit(address(registry));
        emit IConsents.Revoked(t.patient, t.scope, t.grantee, 2, address(wallet));
        relayRevocation(t, NO_END, signature);
    }

    function test_refusesAnyOtherAnswer() external {
        address[5] memory wallets = [
            address(new WrongMagicWallet()),
            address(new DirtyMagicWallet()),
            address(new ShortAnswerWallet()),
            address(new RevertingWallet()),
            address(new RevertingMagicWallet())
        ];
        for (uint256 i = 0; i < wallets.length; ++i) {
            refuse(termsOf(wallets[i]), "", 0);
        }
    }

    function test_refusesContractsThatAreNoWallets() external {
        refuse(termsOf(address(registry)), signPermit(terms()), 0);
        refuse(termsOf(address(manager)), signPermit(terms()), 0);
    }

    function test_survivesAWalletThatEatsTheGas() external {
        Terms memory t = termsOf(address(new GasEater()));
        vm.expectRevert(abi.encodeWithSelector(IConsents.WrongSignature.selector, t.patient, 0, 0));
        registry.permitBySignature{gas: 2_000_000}(t, NO_END, "");
    }

    function test_copiesNoMoreThanAWordOfTheAnswer() external {
        Terms memory t = termsOf(address(new ReturnBomb()));
        vm.expectRevert(abi.encodeWithSelector(IConsents.WrongSignature.selector, t.patient, 0, 0));
        // A megabyte takes 2 million gas to answer with, and as much again to copy.
        registry.permitBySignature{gas: 2_400_000}(t, NO_END, "");
    }

    function test_makesNothingOfAWalletThatCallsBack() external {
        Terms memory t = terms();
        t.patient = 3;
        t.grantee = stranger;
        ReenteringWallet wallet = new ReenteringWallet(registry, t);
        t = termsOf(address(wallet));
        relayPermit(t, NO_END, "");
        vm.assertEq(registry.permitOf(3, RECORD, stranger).version, 0);
        vm.assertEq(versionOf(t), 1);
    }

    function test_refusesAWalletThatSaysYesForAnotherPatient() external {
        Terms memory t = termsOf(address(new YesWallet()));
        relayPermit(t, NO_END, "");
        t.patient = ALICE;
        refuse(t, "", 0);
        refuse(t, signPermit(termsOf(address(new YesWallet()))), 0);
    }

    function test_refusesAWalletThatHandedThePatientOver() external {
        YesWallet wallet = new YesWallet();
        Terms memory t = termsOf(address(wallet));
        vm.prank(address(wallet));
        registry.offerHandover(t.patient, alice);
        vm.prank(alice);
        registry.acceptHandover(t.patient);
        vm.expectRevert(abi.encodeWithSelector(IConsents.WrongSignature.selector, t.patient, 0, 1));
        relayPermit(t, NO_END, "");
        relayPermit(t, NO_END, signPermit(t));
    }

    function test_takesTheKeyOfAnAccountThatDelegates() external {
        delegate(address(new WrongMagicWallet()));
        relayPermit(terms(), NO_END, signPermit(terms()));
        relayRevocation(terms(), NO_END, signRevocation(terms()));
        refuse(terms(), sign(BOB_KEY, permitDigest(domain(), terms(), 2, 0, NO_END)), 2);
    }

    function test_takesTheCodeOfAnAccountThatDelegates() external {
        delegate(address(new YesWallet()));
        relayPermit(terms(), NO_END, "by passkey");
        relayRevocation(terms(), NO_END, "by passkey");
        vm.assertEq(versionOf(terms()), 2);
    }

    function test_takesTheKeyAgainAfterADelegationEnded() external {
        delegate(address(new YesWallet()));
        vm.etch(alice, "");
        refuse(terms(), "by passkey", 0);
        relayPermit(terms(), NO_END, signPermit(terms()));
    }

    /// @dev Alice's account delegates to the wallet by EIP-7702.
    function delegate(address wallet) private {
        vm.etch(alice, abi.encodePacked(hex"ef0100", wallet));
    }

    /// @dev Enrolls the wallet as a patient, and what it might permit.
    function termsOf(address wallet) private returns (Terms memory t) {
        vm.prank(hospital);
        uint48 patient = registry.enroll(wallet, Hold.SELF);
        t = terms();
        t.patient = patient;
    }

    function refuse(Terms memory t, bytes memory signature, uint32 version) private {
        vm.expectRevert(abi.encodeWithSelector(IConsents.WrongSignature.selector, t.patient, version, 0));
        relayPermit(t, NO_END, signature);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {ISignable, Signed} from "../../contracts/interfaces/ISignable.sol";
import {FiducialRegistry} from "../../contracts/FiducialRegistry.sol";
import {SignaturesMatrix} from "./SignaturesMatrix.sol";
import {
    DirtyMagicWallet,
    GasEater,
    ReturnBomb,
    RevertingMagicWallet,
    RevertingWallet,
    ShortAnswerWallet,
    VigilantWallet,
    WrongMagicWallet,
    YesWallet
} from "./Wallets.sol";

// actBySignature, where the signer is an attacker
// ├── whose wallet reverts, eats the gas, answers with a megabyte or with anything but the magic word → WrongSignature, for every act
// ├── whose wallet calls the registry while it is asked → no call of it does anything
// ├── whose wallet says yes to all → it signs for itself and for nobody else
// └── nobody is the signer of an act but while it runs
//     ├── a second call in the same transaction is its caller's
//     ├── also after an act that was refused
//     └── the registry itself is nobody: no act is its, whoever signed before
contract SignaturesHostileTest is SignaturesMatrix {
    function test_refusesEveryActOfABrokenWallet() external {
        address[7] memory wallets = [
            address(new WrongMagicWallet()),
            address(new DirtyMagicWallet()),
            address(new ShortAnswerWallet()),
            address(new RevertingWallet()),
            address(new RevertingMagicWallet()),
            address(new GasEater()),
            address(new ReturnBomb())
        ];
        for (uint256 w = 0; w < wallets.length; ++w) {
            become(wallets[w]);
            for (uint256 i = 0; i < ROWS; ++i) {
                bytes memory refusal = abi.encodeWithSelector(ISignable.WrongSignature.selector, signer);
                assertRefused(3_000_000, ready(i).act, alone(signer, NO_END, ""), refusal);
            }
        }
    }

    /// @dev The wallet says yes only if every call it tried was refused: so an act that is taken shows that all were.
    function test_makesNothingOfAWalletThatCallsBack() external {
        VigilantWallet wallet = new VigilantWallet(registry);
        become(address(wallet));
        for (uint256 i = 0; i < ROWS; ++i) {
            uint256 before = vm.snapshotState();
            bytes memory act = ready(i).act;
            for (uint256 j = 0; j < ROWS; ++j) {
                wallet.plan(rowAt(j).act);
                wallet.plan(abi.encodeCall(registry.actBySignature, (rowAt(j).act, alone(signer, NO_END, ""))));
            }
            relay(act, alone(signer, NO_END, ""));
            vm.revertToStateAndDelete(before);
        }
    }

    function test_letsAWalletThatSaysYesSignForItselfAlone() external {
        become(alice);
        address wallet = address(new YesWallet());
        for (uint256 i = 0; i < ROWS; ++i) {
            uint256 before = vm.snapshotState();
            bytes memory act = ready(i).act;
            bytes memory refusal = rowAt(i).refusal;
            // What is answered names the account.
            for (uint256 j = 0; refusal.length > 36 && j < 20; ++j) refusal[16 + j] = bytes20(wallet)[j];
            assertRefused(3_000_000, act, alone(wallet, NO_END, ""), refusal);
            refusal = abi.encodeWithSelector(ISignable.WrongSignature.selector, alice);
            assertRefused(3_000_000, act, alone(alice, NO_END, ""), refusal);
            vm.revertToStateAndDelete(before);
        }
    }

    function test_forgetsTheSignerBeforeTheNextCall() external {
        become(alice);
        for (uint256 i = 0; i < ROWS; ++i) {
            uint256 before = vm.snapshotState();
            Row memory r = ready(i);
            TwoCalls twice = new TwoCalls(registry);
            Signed memory signed = alone(alice, NO_END, sign(ALICE_KEY, hashOf(r, stamp())));
            // First the act, then each other act as the sender itself and then as the registry, all in one transaction.
            for (uint256 j = 0; j < ROWS; ++j) {
                uint256 readied = vm.snapshotState();
                bytes memory other = rowAt(j).act;
                vm.assertFalse(twice.act(r.act, signed, other), "the sender acted as the signer before");
                vm.revertToStateAndDelete(readied);
                readied = vm.snapshotState();
                relay(r.act, signed);
                // Where nothing is offered or chosen the zero address is who may: the registry's own, outside an act.
                if (j != ACCEPT && j != CLAIM && j != REQUEST) assertRefusedToRegistry(other);
                vm.revertToStateAndDelete(readied);
            }
            vm.revertToStateAndDelete(before);
        }
    }

    function test_forgetsTheSignerOfAnActThatWasRefused() external {
        become(alice);
        Row memory taken = rowAt(PERMIT);
        for (uint256 i = 0; i < ROWS; ++i) {
            Row memory r = rowAt(i);
            Signed memory signed = alone(bob, NO_END, sign(BOB_KEY, hashOf(r, stamp())));
            assertRefused(3_000_000, r.act, signed, r.refusal);
            assertRefusedToRegistry(taken.act);
        }
    }

    /// @dev A number not given out has the zero address for its controller, and so has an act without a signer.
    function test_nobodySignsForThePatientsThatAreNot() external {
        bytes[3] memory acts = [
            abi.encodeCall(registry.voidSignatures, (9)),
            abi.encodeCall(registry.offerHandover, (9, bob)),
            abi.encodeCall(registry.acceptHandover, (9))
        ];
        bytes memory refusal = abi.encodeWithSelector(ISignable.WrongSignature.selector, address(0));
        for (uint256 i = 0; i < acts.length; ++i) {
            assertRefused(3_000_000, acts[i], alone(address(0), NO_END, ""), refusal);
            assertRefused(3_000_000, acts[i], alone(address(0), NO_END, new bytes(65)), refusal);
        }
    }

    /// @dev Whatever the registry's own account was made by others: a proxy, a recovery account, the one control is offered to.
    function test_nobodyActsAsTheRegistrysOwnAccount() external {
        become(alice);
        vm.startPrank(alice);
        registry.offerHandover(patient, address(registry));
        registry.chooseRecovery(patient, address(registry), 1 days);
        vm.stopPrank();
        bytes[2] memory acts = [
            abi.encodeCall(registry.acceptHandover, (patient)),
            abi.encodeCall(registry.requestRecovery, (patient, bob))
        ];
        for (uint256 i = 0; i < acts.length; ++i) {
            bytes memory refusal = abi.encodeWithSelector(ISignable.WrongSignature.selector, address(registry));
            assertRefused(3_000_000, acts[i], alone(address(registry), NO_END, ""), refusal);
            (bool done, ) = address(registry).call(
                abi.encodeCall(registry.actBySignature, (acts[i], alone(bob, NO_END, sign(BOB_KEY, bytes32(i)))))
            );
            vm.assertFalse(done, "was taken");
        }
    }

    function assertRefusedToRegistry(bytes memory act) private {
        vm.prank(address(registry));
        (bool done, ) = address(registry).call(act);
        vm.assertFalse(done, "the registry acted as the signer before");
    }

    function assertRefused(uint256 gas, bytes memory act, Signed memory signed, bytes memory refusal) private {
        vm.prank(stranger);
        (bool done, bytes memory answer) = address(registry).call{gas: gas}(
            abi.encodeCall(registry.actBySignature, (act, signed))
        );
        vm.assertFalse(done, "was taken");
        vm.assertEq(answer, refusal);
    }
}

/// @notice Sends an act by signature and then another of its own in one transaction, and says whether the second was taken.
contract TwoCalls {
    FiducialRegistry private immutable _REGISTRY;

    constructor(FiducialRegistry registry) {
        _REGISTRY = registry;
    }

    function act(bytes calldata first, Signed calldata signed, bytes calldata second) external returns (bool done) {
        _REGISTRY.actBySignature(first, signed);
        (done, ) = address(_REGISTRY).call(second);
    }
}
